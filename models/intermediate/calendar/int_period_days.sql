-- One row per calendar period (day, week, month, quarter, year) and day in it, up to as_of_date.
-- Flows join here by day: fact.day = int_period_days.calendar_day.
with days as (
    select * from {{ ref('int_days') }}
)

{% for grain in ['day', 'week', 'month', 'quarter', 'year'] %}
select
    '{{ grain }}' as period_grain,
    {{ period_start(grain, 'calendar_day') }} as period_start,
    calendar_day
from days
{{ 'union all' if not loop.last }}
{% endfor %}
