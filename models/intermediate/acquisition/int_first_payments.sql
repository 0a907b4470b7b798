-- One row per account that ever had MRR at the close of a day: when its first such subscription
-- period began, and the first such day.
with subscription_mrr as (
    select * from {{ ref('int_subscription_mrr') }}
)

select
    account_id,
    min(started_at) as first_paid_at,
    min(valid_from) as first_paid_on
from subscription_mrr
where has_paid_day
group by 1
