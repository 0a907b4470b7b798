-- One row per period (day, month, quarter, year) and segment value that revenue metrics have: from the first close at
-- which an account that has had a subscription stands in the segment, to the period that holds as_of_date.
with subscription_periods as (
    select * from {{ ref('core_subscription_periods') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain <> 'week'
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
        periods.period_start,
        segment_starts.segment_type,
        segment_starts.segment_value
    from segment_starts
    inner join period_days on segment_starts.first_on = period_days.calendar_day
    inner join periods
        on period_days.period_grain = periods.period_grain
            and period_days.period_start = periods.period_start
    where segment_starts.valid_to > periods.closed_on
    group by 1, 2, 3, 4
)

{{ every_period('first_closes', []) }}
