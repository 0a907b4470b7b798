-- The export has no price list: a tier is a plan, charged by the seat.
select distinct
    plan_tier as plan_id,
    plan_tier as plan_name,
    plan_tier,
    'user' as value_metric
from {{ source('ravenstack', 'subscriptions') }}
