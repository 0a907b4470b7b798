-- One row per period (month, quarter, year) and account segment value with active users: how many,
-- each once, in the segments of the account on the user's last day of use in the period.
with user_days as (
    select * from {{ ref('int_user_days') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

user_periods as (
    select
        period_days.period_grain,
        period_days.period_start,
        user_days.user_id,
        max(user_days.active_on) as last_active_on
    from user_days
    inner join period_days on user_days.active_on = period_days.calendar_day
    group by 1, 2, 3
)

select
    user_periods.period_grain,
    user_periods.period_start,
    account_segments.segment_type,
    account_segments.segment_value,
    count(*) as active_users
from user_periods
inner join user_days
    on user_periods.user_id = user_days.user_id
        and user_periods.last_active_on = user_days.active_on
inner join account_segments
    on user_days.account_id = account_segments.account_id
        and user_days.active_on >= account_segments.valid_from
        and user_days.active_on < account_segments.valid_to
group by 1, 2, 3, 4
