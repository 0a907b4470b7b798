-- Distinct users active in the calendar month; at grain day, in the 28 days that end that day.
with segment_active_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where period_grain = 'month'
),

rolling_active_users as (
    select *
    from {{ ref('int_rolling_active_users') }}
    where period_grain = 'rolling_28_days'
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    active_users as mau,
    is_complete
from segment_active_users

union all

select
    'day' as period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    active_users as mau,
    is_complete
from rolling_active_users
