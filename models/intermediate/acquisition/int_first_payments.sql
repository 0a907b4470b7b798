-- One row per account that ever had MRR: when its first subscription period with MRR began, and the
-- day of it.
with subscription_mrr as (
    select * from {{ ref('int_subscription_mrr') }}
)

select
    account_id,
    min(started_at) as first_paid_at,
    min(valid_from) as first_paid_on
from subscription_mrr
where is_mrr
group by 1
