-- One row per period (week, month, quarter, year) and segment value, from its first revenue or cost
-- on, once the company has had any cost: revenue, cost of goods sold and gross margin. Costs are
-- booked by the month, so that a week has the amounts and the margin of the month in which it ends,
-- and has to wait for it.
with segment_revenue_costs as (
    select * from {{ ref('int_segment_revenue_costs') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

cogs_periods as (
    select *
    from {{ ref('int_cogs_periods') }}
    where has_cogs
),

segment_periods as (
    {{ every_period('segment_revenue_costs', amounts=['revenue', 'cogs']) }}
),

segment_weeks as (
    select
        periods.period_grain,
        periods.period_start,
        periods.period_end,
        segment_periods.segment_type,
        segment_periods.segment_value,
        segment_periods.revenue,
        segment_periods.cogs,
        periods.is_complete and segment_periods.is_complete as is_complete
    from segment_periods
    inner join periods
        on segment_periods.period_start
            = {{ period_start('month', dbt.dateadd('day', -1, 'periods.period_end')) }}
            and periods.period_grain = 'week'
    where segment_periods.period_grain = 'month'
),

all_periods as (
    select * from segment_periods
    union all
    select * from segment_weeks
)

select
    all_periods.period_grain,
    all_periods.period_start,
    all_periods.period_end,
    all_periods.segment_type,
    all_periods.segment_value,
    all_periods.revenue,
    all_periods.cogs,
    -- what is refunded on balance has no margin
    {{ exact_ratio(
        'all_periods.revenue - all_periods.cogs',
        'case when all_periods.revenue > 0 then all_periods.revenue end'
    ) }} as gross_margin,
    all_periods.is_complete
from all_periods
inner join cogs_periods
    on all_periods.period_grain = cogs_periods.period_grain
        and all_periods.period_start = cogs_periods.period_start
