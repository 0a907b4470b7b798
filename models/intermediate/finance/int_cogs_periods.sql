-- One row per period (week, month, quarter, year): whether the company had any cost of goods sold
-- by its end, and the margin as long as it had none. Costs are booked by the month, so that a week
-- is asked for the month in which it ends.
with cogs as (
    select *
    from {{ ref('core_costs') }}
    where
        category = 'cogs'
        and amount > 0
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain in ('week', 'month', 'quarter', 'year')
),

first_costs as (
    select {{ period_start('month', 'min(cost_date)') }} as first_cogs_month
    from cogs
),

-- asked of the period, so that a first cost later on changes none before it
cost_periods as (
    select
        periods.period_grain,
        periods.period_start,
        coalesce(
            first_costs.first_cogs_month
            <= {{ period_start('month', dbt.dateadd('day', -1, 'periods.period_end')) }},
            false
        ) as has_cogs
    from periods
    cross join first_costs
)

select
    period_grain,
    period_start,
    has_cogs,
    cast(case when not has_cogs then 1 end as decimal(38, 10)) as initial_margin
from cost_periods
