-- The price of a seat is the monthly amount divided by the seats: nothing may be lost by that.
with subscriptions as (
    select * from {{ source('ravenstack', 'subscriptions') }}
),

subscription_periods as (
    select * from {{ ref('map_ravenstack__subscription_periods') }}
)

select
    subscriptions.subscription_id,
    subscriptions.mrr_amount,
    subscription_periods.quantity,
    subscription_periods.unit_amount
from subscriptions
left join subscription_periods on subscriptions.subscription_id = subscription_periods.period_id
where
    subscription_periods.period_id is null
    or subscriptions.mrr_amount != subscription_periods.quantity * subscription_periods.unit_amount
