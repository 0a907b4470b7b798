-- Not cut at as_of_date: rows of other tables that are older may point to an account created later.
with checked_rows as (
    select * from {{ ref('core_accounts_checked') }}
)

select
    account_id,
    created_at,
    created_on,
    coalesce(country_code, 'unknown') as country,
    coalesce(industry, 'unknown') as industry,
    case
        when employee_count is null or employee_count < 1 then 'unknown'
        when employee_count < 10 then '1-9'
        when employee_count < 50 then '10-49'
        when employee_count < 250 then '50-249'
        when employee_count < 1000 then '250-999'
        else '1000+'
    end as company_size,
    coalesce(acquisition_channel, 'unknown') as acquisition_channel,
    case
        when {{ local_date('deleted_at') }} <= {{ as_of_date() }} then deleted_at
    end as deleted_at
from checked_rows
where
    reject_reason is null
    and account_id = surviving_account_id
    and not is_internal
