-- Each amount in the account's segments on its day. Before the company's first cost of goods sold
-- there are no rows: a margin of 100 % would be a claim that nothing supports.
with gross_margin_periods as (
    select *
    from {{ ref('int_gross_margin_periods') }}
    where period_grain in ('month', 'quarter', 'year')
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    revenue,
    cogs,
    cast(revenue - cogs as decimal(28, 8)) as gross_profit,
    gross_margin as metric_value,
    is_complete
from gross_margin_periods
