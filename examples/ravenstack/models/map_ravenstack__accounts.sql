select
    account_id,
    account_name,
    signup_date as created_at,
    country as country_code,
    industry,
    referral_source as acquisition_channel
from {{ source('ravenstack', 'accounts') }}
