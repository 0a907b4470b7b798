-- One row per period (day, week, month) and segment value with any of them: active and value
-- events, logins and engaged time, each in the segments of the account in which, and on the day on
-- which, it happened.
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where active_events + value_events + login_events > 0
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

users as (
    select * from {{ ref('core_users') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

segment_days as (
    select
        account_user_days.active_on,
        account_segments.segment_type,
        account_segments.segment_value,
        sum(account_user_days.active_events) as active_events,
        sum(account_user_days.value_events) as value_events,
        sum(account_user_days.login_events) as login_events,
        sum(account_user_days.engaged_seconds) as engaged_seconds
    from account_user_days
    inner join account_segments
        on account_user_days.account_id = account_segments.account_id
            and account_user_days.active_on >= account_segments.valid_from
            and account_user_days.active_on < account_segments.valid_to
    group by 1, 2, 3

    union all

    select
        account_user_days.active_on,
        'role' as segment_type,
        coalesce(users.role, 'unknown') as segment_value,
        sum(account_user_days.active_events) as active_events,
        sum(account_user_days.value_events) as value_events,
        sum(account_user_days.login_events) as login_events,
        sum(account_user_days.engaged_seconds) as engaged_seconds
    from account_user_days
    left join users on account_user_days.user_id = users.user_id
    group by 1, 2, 3
)

select
    period_days.period_grain,
    period_days.period_start,
    segment_days.segment_type,
    segment_days.segment_value,
    cast(sum(segment_days.active_events) as bigint) as active_events,
    cast(sum(segment_days.value_events) as decimal(28, 8)) as value_events,
    cast(sum(segment_days.login_events) as bigint) as login_events,
    cast(sum(segment_days.engaged_seconds) as decimal(28, 8)) as engaged_seconds
from segment_days
inner join period_days on segment_days.active_on = period_days.calendar_day
group by 1, 2, 3, 4
