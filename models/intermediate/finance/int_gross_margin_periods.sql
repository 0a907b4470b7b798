-- One row per period (week, month, quarter, year) and segment value, from its first revenue or cost
-- on: revenue, cost of goods sold and gross margin. Costs are booked by the month, so that a week
-- has the amounts and the margin of the month in which it ends, and has to wait for it.
with segment_revenue_costs as (
    select * from {{ ref('int_segment_revenue_costs') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

cost_totals as (
    select coalesce(sum(cogs), 0) > 0 as has_cogs
    from segment_revenue_costs
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
        on segment_periods.period_start = {{ period_start('month', 'periods.closed_on') }}
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
    cost_totals.has_cogs,
    -- Without any costs all revenue is margin. What is refunded on balance has none.
    case
        when cost_totals.has_cogs
            then {{ exact_ratio(
                'all_periods.revenue - all_periods.cogs', 'case when all_periods.revenue > 0 then all_periods.revenue end'
            ) }}
        else cast(1 as decimal(38, 10))
    end as gross_margin,
    all_periods.is_complete
from all_periods
cross join cost_totals
