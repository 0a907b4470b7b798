-- One row per calendar period (day, week, month, quarter, year) and day in it, up to as_of_date.
-- Flows join here by day: fact.day = int_period_days.calendar_day.
with days as (
    select * from {{ ref('int_days') }}
)

select
    'day' as period_grain,
    {{ period_start('day', 'calendar_day') }} as period_start,
    calendar_day
from days

union all

select
    'week' as period_grain,
    {{ period_start('week', 'calendar_day') }} as period_start,
    calendar_day
from days

union all

select
    'month' as period_grain,
    {{ period_start('month', 'calendar_day') }} as period_start,
    calendar_day
from days

union all

select
    'quarter' as period_grain,
    {{ period_start('quarter', 'calendar_day') }} as period_start,
    calendar_day
from days

union all

select
    'year' as period_grain,
    {{ period_start('year', 'calendar_day') }} as period_start,
    calendar_day
from days
