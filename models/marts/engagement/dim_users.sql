-- One row per user created by as_of_date; no personal data.
with user_milestones as (
    select * from {{ ref('int_user_milestones') }}
)

select
    user_id,
    account_id,
    role,
    created_on,
    onboarded_on,
    days_to_onboard,
    first_active_on,
    last_active_on
from user_milestones
