-- One row per account that had a trial: the first, and whether it was won in its window.
with trials as (
    select * from {{ ref('int_trials') }}
)

select
    account_id,
    subscription_id,
    plan_id,
    plan_tier,
    started_at,
    started_on,
    ended_at,
    window_ends_at,
    paid_on,
    is_converted,
    window_ends_at <= {{ as_of_ends_at() }} as is_window_over
from trials
