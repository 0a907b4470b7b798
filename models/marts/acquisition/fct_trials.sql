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
    window_ends_on,
    paid_on,
    is_converted,
    {{ is_over('window_ends_on') }} as is_window_over
from trials
