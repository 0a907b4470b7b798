-- Users active in the week on a day on which their account paid, in the account's segments on the
-- last such day.
with active_user_weeks as (
    select *
    from {{ ref('int_active_user_periods') }}
    where period_grain = 'week'
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

span_users as (
    select
        period_grain,
        period_start,
        paid_segment_span_id,
        count(*) as weekly_paid_users
    from active_user_weeks
    where paid_segment_span_id is not null
    group by 1, 2, 3
),

paid_users as (
    select
        span_users.period_grain,
        span_users.period_start,
        segment_spans.segment_type,
        segment_spans.segment_value,
        cast(sum(span_users.weekly_paid_users) as bigint) as weekly_paid_users
    from span_users
    inner join segment_spans on span_users.paid_segment_span_id = segment_spans.segment_span_id
    group by 1, 2, 3, 4
)

{{ every_period('paid_users', ['weekly_paid_users']) }}
