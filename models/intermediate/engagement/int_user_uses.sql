-- One row per user with any event: the first and the last day of use, and the day and the instant
-- of onboarding; null where there is none.
with account_user_days as (
    select * from {{ ref('int_account_user_days') }}
)

select
    user_id,
    min(case when active_events > 0 then active_on end) as first_active_on,
    max(case when active_events > 0 then active_on end) as last_active_on,
    min(case when onboarded_at is not null then active_on end) as onboarded_on,
    min(onboarded_at) as onboarded_at
from account_user_days
group by 1
