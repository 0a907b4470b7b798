-- One row per account that ever had MRR at the close of a day: when its first such subscription
-- period began.
with subscription_mrr as (
    select * from {{ ref('int_subscription_mrr') }}
)

select
    account_id,
    min(started_at) as first_paid_at
from subscription_mrr
where has_paid_day
group by 1
