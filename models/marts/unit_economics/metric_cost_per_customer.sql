-- Cost of goods sold in the period / accounts that pay at its close. From the first such cost of a
-- segment value on.
with segment_revenue_costs as (
    select *
    from {{ ref('int_segment_revenue_costs') }}
    where cogs > 0
),

segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

every_cost_period as (
    {{ every_period('segment_revenue_costs', amounts=['cogs']) }}
)

select
    every_cost_period.period_grain,
    every_cost_period.period_start,
    every_cost_period.period_end,
    every_cost_period.segment_type,
    every_cost_period.segment_value,
    every_cost_period.cogs,
    coalesce(segment_revenue_periods.paying_accounts, 0) as paying_accounts,
    {{ exact_ratio('every_cost_period.cogs', 'segment_revenue_periods.paying_accounts') }}
        as metric_value,
    every_cost_period.is_complete
from every_cost_period
left join segment_revenue_periods
    on every_cost_period.period_grain = segment_revenue_periods.period_grain
        and every_cost_period.period_start = segment_revenue_periods.period_start
        and every_cost_period.segment_type = segment_revenue_periods.segment_type
        and every_cost_period.segment_value = segment_revenue_periods.segment_value
