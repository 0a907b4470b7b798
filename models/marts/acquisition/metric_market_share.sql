-- Company sales / industry sales of the month, by market.
with market_sales as (
    select * from {{ ref('core_market_sales') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain = 'month'
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_sales as (
    select
        market_sales.*,
        'all' as segment_type,
        'all' as segment_value
    from market_sales

    union all

    select
        market_sales.*,
        'market' as segment_type,
        market as segment_value
    from market_sales
),

segment_months as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_sales.segment_type,
        segment_sales.segment_value,
        cast(sum(segment_sales.company_sales) as decimal(28, 8)) as company_sales,
        cast(sum(segment_sales.industry_sales) as decimal(28, 8)) as industry_sales
    from segment_sales
    inner join period_days on segment_sales.month = period_days.calendar_day
    group by 1, 2, 3, 4
),

every_segment_month as (
    {{ every_period('segment_months', amounts=['company_sales', 'industry_sales']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    company_sales,
    industry_sales,
    {{ exact_ratio('company_sales', 'industry_sales') }} as metric_value,
    is_complete
from every_segment_month
