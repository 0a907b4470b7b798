-- One row per period (week, month, quarter, year) and segment value, from its first revenue or cost
-- on: revenue, cost of goods sold and gross margin. Costs are booked by the month, so that a week
-- has the amounts and the margin of the month in which it ends, and has to wait for it.
with segment_revenue_costs as (
    select * from {{ ref('int_segment_revenue_costs') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- asked of the period, so that a first cost later on changes none before it
first_costs as (
    select
        period_grain,
        min(period_start) as first_cogs_start
    from segment_revenue_costs
    where cogs > 0
    group by 1
),

segment_amounts as (
    {{ every_period('segment_revenue_costs', amounts=['revenue', 'cogs']) }}
),

segment_periods as (
    select
        segment_amounts.period_grain,
        segment_amounts.period_start,
        segment_amounts.period_end,
        segment_amounts.segment_type,
        segment_amounts.segment_value,
        segment_amounts.revenue,
        segment_amounts.cogs,
        coalesce(first_costs.first_cogs_start <= segment_amounts.period_start, false) as has_cogs,
        segment_amounts.is_complete
    from segment_amounts
    left join first_costs on segment_amounts.period_grain = first_costs.period_grain
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
        segment_periods.has_cogs,
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
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    revenue,
    cogs,
    has_cogs,
    -- Before the first cost all revenue is margin. What is refunded on balance has none.
    case
        when has_cogs
            then {{ exact_ratio('revenue - cogs', 'case when revenue > 0 then revenue end') }}
        else cast(1 as decimal(38, 10))
    end as gross_margin,
    is_complete
from all_periods
