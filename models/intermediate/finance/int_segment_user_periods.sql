-- One row per period (month, quarter, year) and account segment value with active users: how many,
-- each once, in the segments of the account on the user's last day of use in the period.
with active_user_months as (
    select *
    from {{ ref('int_active_user_periods') }}
    where period_grain = 'month'
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
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
        active_user_months.user_id,
        {{ latest('active_user_months.segment_span_id', 'active_user_months.last_active_on') }}
            as segment_span_id
    from active_user_months
    inner join period_days on active_user_months.last_active_on = period_days.calendar_day
    group by 1, 2, 3
),

span_users as (
    select
        period_grain,
        period_start,
        segment_span_id,
        count(*) as active_users
    from user_periods
    group by 1, 2, 3
)

select
    span_users.period_grain,
    span_users.period_start,
    segment_spans.segment_type,
    segment_spans.segment_value,
    cast(sum(span_users.active_users) as bigint) as active_users
from span_users
inner join segment_spans on span_users.segment_span_id = segment_spans.segment_span_id
group by 1, 2, 3, 4
