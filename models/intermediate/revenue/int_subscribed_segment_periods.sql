-- One row per period (day, month, quarter, year) and segment value that revenue metrics have: from
-- the first close of a day or month at which an account that has had a subscription stands in the
-- segment, to the one that holds as_of_date.
with subscription_periods as (
    select * from {{ ref('core_subscription_periods') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain != 'week'
),

periods as (
    select * from {{ ref('int_periods') }}
),

first_subscriptions as (
    select
        account_id,
        min(started_on) as first_started_on
    from subscription_periods
    group by 1
),

segment_starts as (
    select
        account_segments.segment_type,
        account_segments.segment_value,
        account_segments.valid_to,
        greatest(first_subscriptions.first_started_on, account_segments.valid_from) as first_on
    from first_subscriptions
    inner join account_segments
        on first_subscriptions.account_id = account_segments.account_id
            and first_subscriptions.first_started_on < account_segments.valid_to
),

first_closes as (
    select
        periods.period_grain,
        segment_starts.segment_type,
        segment_starts.segment_value,
        min(periods.period_start) as period_start
    from segment_starts
    inner join period_days on segment_starts.first_on = period_days.calendar_day
    inner join periods
        on period_days.period_grain = periods.period_grain
            and period_days.period_start = periods.period_start
    where
        periods.period_grain in ('day', 'month')
        and segment_starts.valid_to > periods.closed_on
    group by 1, 2, 3
),

-- A quarter and a year hold what their months hold, also where it is gone again by their own close.
first_periods_of_grains as (
    select
        period_days.period_grain,
        period_days.period_start,
        first_closes.segment_type,
        first_closes.segment_value
    from first_closes
    inner join period_days on first_closes.period_start = period_days.calendar_day
    where
        first_closes.period_grain = 'month'
        and period_days.period_grain in ('month', 'quarter', 'year')

    union all

    select
        period_grain,
        period_start,
        segment_type,
        segment_value
    from first_closes
    where period_grain = 'day'
)

{{ every_period('first_periods_of_grains') }}
