-- Users of a day <= of the 7 days that end with it <= of the 28 days, in every segment; and users
-- of a day <= of its calendar week and of its month, over all. Days, windows and periods are
-- counted by different code.
with metric_values as (
    select *
    from {{ ref('metric_values') }}
    where metric_name in ('dau', 'wau', 'mau')
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month')
),

days as (
    select
        period_start,
        segment_type,
        segment_value,
        max(case when metric_name = 'dau' then metric_value else 0 end) as dau,
        max(case when metric_name = 'wau' then metric_value else 0 end) as users_of_7_days,
        max(case when metric_name = 'mau' then metric_value else 0 end) as users_of_28_days
    from metric_values
    where period_grain = 'day'
    group by 1, 2, 3
),

-- from the table itself, of which the planner knows how many these are
calendar_periods as (
    select *
    from {{ ref('metric_values') }}
    where
        metric_name in ('dau', 'wau', 'mau')
        and period_grain in ('week', 'month')
        and segment_type = 'all'
)

select
    'rolling windows' as compared_with,
    period_start,
    segment_type,
    segment_value,
    dau,
    users_of_7_days,
    users_of_28_days
from days
where
    dau > users_of_7_days
    or users_of_7_days > users_of_28_days

union all

select
    period_days.period_grain as compared_with,
    days.period_start,
    days.segment_type,
    days.segment_value,
    days.dau,
    case
        when period_days.period_grain = 'week' then calendar_periods.metric_value
    end as users_of_7_days,
    case
        when period_days.period_grain = 'month' then calendar_periods.metric_value
    end as users_of_28_days
from days
inner join period_days on days.period_start = period_days.calendar_day
left join calendar_periods
    on period_days.period_grain = calendar_periods.period_grain
        and period_days.period_start = calendar_periods.period_start
where
    days.segment_type = 'all'
    and days.dau > coalesce(calendar_periods.metric_value, 0)
