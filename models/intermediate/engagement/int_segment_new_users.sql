-- One row per period (day, week, month) and segment value, from its first new user on: users
-- created, each in the segments of the day of creation; of them those ever onboarded, with the
-- quartiles of their days to it (null where there is none), and those onboarded within 7 days. No
-- rows where no use is known at all.
with user_milestones as (
    select * from {{ ref('int_user_milestones') }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

account_user_days as (
    select * from {{ ref('int_account_user_days') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

user_segments as (
    select
        user_milestones.created_on,
        user_milestones.days_to_onboard,
        user_milestones.is_activated,
        segment_spans.segment_type,
        segment_spans.segment_value
    from user_milestones
    inner join segment_spans on user_milestones.segment_span_id = segment_spans.segment_span_id

    union all

    select
        created_on,
        days_to_onboard,
        is_activated,
        'role' as segment_type,
        role as segment_value
    from user_milestones
),

segment_users as (
    select
        period_days.period_grain,
        period_days.period_start,
        user_segments.segment_type,
        user_segments.segment_value,
        count(*) as new_users,
        count(user_segments.days_to_onboard) as onboarded_users,
        count(case when user_segments.is_activated then 1 end) as activated_users,
        {{ percentile('user_segments.days_to_onboard', 0.25) }} as p25_days,
        {{ percentile('user_segments.days_to_onboard', 0.5) }} as median_days,
        {{ percentile('user_segments.days_to_onboard', 0.75) }} as p75_days
    from user_segments
    inner join period_days on user_segments.created_on = period_days.calendar_day
    where exists (select account_user_days.user_id from account_user_days)
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_users', ['new_users', 'onboarded_users', 'activated_users']) }}
)

select
    every_segment_period.*,
    segment_users.p25_days,
    segment_users.median_days,
    segment_users.p75_days
from every_segment_period
left join segment_users
    on every_segment_period.period_grain = segment_users.period_grain
        and every_segment_period.period_start = segment_users.period_start
        and every_segment_period.segment_type = segment_users.segment_type
        and every_segment_period.segment_value = segment_users.segment_value
