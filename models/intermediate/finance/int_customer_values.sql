-- One row per period (month, quarter, year) and segment value, from its first subscription on: what
-- a customer brings in a month and how many are lost. arpa and gross_margin are rounded as the
-- metrics are; the churn is small and keeps 16 decimals, the life in months, 1 / churn, 10.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
),

cogs_periods as (
    select * from {{ ref('int_cogs_periods') }}
),

gross_margin_periods as (
    select * from {{ ref('int_gross_margin_periods') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

month_rates as (
    select
        period_start,
        segment_type,
        segment_value,
        {{ exact_ratio('lost_accounts', 'opening_accounts', 16) }} as churn_rate
    from segment_revenue_periods
    where period_grain = 'month'
),

-- A month of a segment value has a row from its first on, so that six rows are six months.
trailing_rates as (
    select
        period_start,
        segment_type,
        segment_value,
        sum(churn_rate) over (
            partition by segment_type, segment_value
            order by period_start
            rows between 5 preceding and current row
        ) as churn_rate_sum,
        count(churn_rate) over (
            partition by segment_type, segment_value
            order by period_start
            rows between 5 preceding and current row
        ) as churn_months
    from month_rates
),

customer_parts as (
    select
        segment_revenue_periods.period_grain,
        segment_revenue_periods.period_start,
        segment_revenue_periods.period_end,
        segment_revenue_periods.segment_type,
        segment_revenue_periods.segment_value,
        {{ exact_ratio('segment_revenue_periods.mrr', 'segment_revenue_periods.paying_accounts') }}
            as arpa,
        coalesce(cogs_periods.initial_margin, gross_margin_periods.gross_margin) as gross_margin,
        -- parts are taken to 8 decimals: so many times them, none of the 16 is lost
        {{ exact_ratio(
            '100000000 * trailing_rates.churn_rate_sum',
            '100000000 * trailing_rates.churn_months',
            16
        ) }} as mean_churn_rate,
        {{ exact_ratio(
            '100000000 * trailing_rates.churn_months', '100000000 * trailing_rates.churn_rate_sum'
        ) }} as life_months,
        segment_revenue_periods.is_complete
    from segment_revenue_periods
    inner join periods
        on segment_revenue_periods.period_grain = periods.period_grain
            and segment_revenue_periods.period_start = periods.period_start
    inner join trailing_rates
        on trailing_rates.period_start = {{ period_start('month', 'periods.closed_on') }}
            and segment_revenue_periods.segment_type = trailing_rates.segment_type
            and segment_revenue_periods.segment_value = trailing_rates.segment_value
    inner join cogs_periods
        on segment_revenue_periods.period_grain = cogs_periods.period_grain
            and segment_revenue_periods.period_start = cogs_periods.period_start
    left join gross_margin_periods
        on segment_revenue_periods.period_grain = gross_margin_periods.period_grain
            and segment_revenue_periods.period_start = gross_margin_periods.period_start
            and segment_revenue_periods.segment_type = gross_margin_periods.segment_type
            and segment_revenue_periods.segment_value = gross_margin_periods.segment_value
),

margins as (
    select
        *,
        cast(
            cast(arpa as decimal(28, 10)) * cast(gross_margin as decimal(28, 10)) as decimal(28, 8)
        ) as margin_per_account
    from customer_parts
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    arpa,
    gross_margin,
    margin_per_account,
    mean_churn_rate,
    cast(
        cast(arpa as decimal(28, 10)) * cast(life_months as decimal(28, 10)) as decimal(38, 10)
    ) as ltv_revenue,
    cast(margin_per_account * cast(life_months as decimal(28, 10)) as decimal(38, 10)) as ltv,
    is_complete
from margins
