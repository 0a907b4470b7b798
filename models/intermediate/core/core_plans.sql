with checked_rows as (
    select * from {{ ref('core_plans_checked') }}
)

select
    plan_id,
    coalesce(plan_tier, 'unknown') as plan_tier,
    is_free,
    value_metric
from checked_rows
where
    reject_reason is null
