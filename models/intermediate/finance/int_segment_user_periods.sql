-- One row per period (month, quarter, year) and account segment value with active users: how many,
-- each once, in the segments of the account on the user's last day of use in the period, which is
-- the one whose next day of use is after the period.
with user_days as (
    select * from {{ ref('int_user_days') }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

periods as (
    select * from {{ ref('int_periods') }}
),

span_users as (
    select
        periods.period_grain,
        periods.period_start,
        user_days.segment_span_id,
        count(*) as active_users
    from user_days
    inner join period_days on user_days.active_on = period_days.calendar_day
    inner join periods
        on period_days.period_grain = periods.period_grain
            and period_days.period_start = periods.period_start
            and user_days.next_active_on >= periods.period_end
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
