-- The terms of a subscription never change in the export, so each is one period. mrr_amount is a
-- month's, also where the bill comes once a year.
select
    subscription_id as period_id,
    subscription_id,
    account_id,
    plan_tier as plan_id,
    case when is_trial then 'trialing' else 'active' end as status,
    start_date as started_at,
    end_date as ended_at,
    seats as quantity,
    {{ north_star.exact_ratio('mrr_amount', 'seats', 8) }} as unit_amount,
    'month' as billing_interval,
    'USD' as currency_code
from {{ source('ravenstack', 'subscriptions') }}
