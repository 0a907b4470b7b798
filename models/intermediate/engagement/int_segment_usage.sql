-- One row per period (day, week, month) and segment value with any of them: active and value
-- events, logins and engaged time, each in the segments of the account in which, and on the day on
-- which, it happened.
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where active_events > 0 or value_events > 0 or login_events > 0
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

users as (
    select * from {{ ref('core_users') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

placed_user_days as (
    select
        'day' as period_grain,
        account_user_days.active_on as period_start,
        segment_spans.segment_span_id,
        coalesce(users.role, 'unknown') as role,
        account_user_days.active_events,
        account_user_days.login_events,
        account_user_days.value_events,
        account_user_days.engaged_seconds
    from account_user_days
    left join segment_spans
        on account_user_days.account_id = segment_spans.account_id
            and account_user_days.active_on >= segment_spans.valid_from
            and account_user_days.active_on < segment_spans.valid_to
            and segment_spans.segment_type = 'all'
    left join users on account_user_days.user_id = users.user_id
),

segment_days as (
    {{ every_segment(
        'placed_user_days', ['active_events', 'login_events'], ['value_events', 'engaged_seconds']
    ) }}
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
inner join period_days on segment_days.period_start = period_days.calendar_day
group by 1, 2, 3, 4
