with checked_rows as (
    select * from {{ ref('core_costs_checked') }}
)

select
    cost_id,
    cost_date,
    category,
    account_id,
    feature_id,
    amount
from checked_rows
where
    reject_reason is null
    and not is_internal
    and cost_date <= {{ as_of_date() }}
