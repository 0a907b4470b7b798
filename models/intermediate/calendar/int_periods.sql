-- One row per period: each calendar day, week, month, quarter and year, and the rolling windows
-- that end on each day (period_start is then the day that they end on).
with period_days as (
    select * from {{ ref('int_period_days') }}
),

days as (
    select * from {{ ref('int_days') }}
),

period_starts as (
    select
        period_grain,
        period_start,
        count(*) as days_seen
    from period_days
    group by 1, 2
),

calendar_periods as (
    select
        period_grain,
        period_start,
        cast(case period_grain
            when 'day' then {{ dbt.dateadd('day', 1, 'period_start') }}
            when 'week' then {{ dbt.dateadd('day', 7, 'period_start') }}
            when 'month' then {{ dbt.dateadd('month', 1, 'period_start') }}
            when 'quarter' then {{ dbt.dateadd('month', 3, 'period_start') }}
            else {{ dbt.dateadd('month', 12, 'period_start') }}
        end as date) as period_end,
        cast(case period_grain
            when 'day' then {{ dbt.dateadd('day', -1, 'period_start') }}
            when 'week' then {{ dbt.dateadd('day', -7, 'period_start') }}
            when 'month' then {{ dbt.dateadd('month', -1, 'period_start') }}
            when 'quarter' then {{ dbt.dateadd('month', -3, 'period_start') }}
            else {{ dbt.dateadd('month', -12, 'period_start') }}
        end as date) as previous_period_start,
        cast(case period_grain
            when 'week' then {{ dbt.dateadd('day', -364, 'period_start') }}
            else {{ dbt.dateadd('month', -12, 'period_start') }}
        end as date) as year_before_period_start,
        cast(days_seen as integer) as days_seen
    from period_starts
),

rolling_windows as (
    {{ rolling_window_rows() }}
)

select
    period_grain,
    period_start,
    period_end,
    previous_period_start,
    year_before_period_start,
    cast({{ dbt.dateadd('day', -1, 'period_start') }} as date) as opened_on,
    -- a period that is not over closes, so far, at the end of as_of_date
    cast(least({{ dbt.dateadd('day', -1, 'period_end') }}, {{ as_of_date() }}) as date)
        as closed_on,
    days_seen,
    row_number() over (partition by period_grain order by period_start) as period_number,
    {{ is_over('period_end') }} as is_complete
from calendar_periods

union all

select
    rolling_windows.period_grain,
    days.calendar_day as period_start,
    cast({{ dbt.dateadd('day', 1, 'days.calendar_day') }} as date) as period_end,
    cast({{ dbt.dateadd('day', -1, 'days.calendar_day') }} as date) as previous_period_start,
    cast({{ dbt.dateadd('month', -12, 'days.calendar_day') }} as date) as year_before_period_start,
    cast(
        {{ dbt.dateadd('day', '-rolling_windows.window_days', 'days.calendar_day') }} as date
    ) as opened_on,
    days.calendar_day as closed_on,
    rolling_windows.window_days as days_seen,
    row_number() over (
        partition by rolling_windows.period_grain order by days.calendar_day
    ) as period_number,
    true as is_complete
from days
cross join rolling_windows
