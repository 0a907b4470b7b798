-- One row per period (month, quarter, year) and segment value (all, acquisition_channel), from its
-- first campaign cost on: what a new account costs beside what it brings in a month and over its
-- life. The parts are rounded as the metrics cac, average_deal_amount, gross_margin and ltv are.
with segment_campaign_periods as (
    select *
    from {{ ref('int_segment_campaign_periods') }}
    where period_grain in ('month', 'quarter', 'year')
),

segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
),

customer_values as (
    select * from {{ ref('int_customer_values') }}
),

paybacks as (
    select
        segment_campaign_periods.period_grain,
        segment_campaign_periods.period_start,
        segment_campaign_periods.period_end,
        segment_campaign_periods.account_segment_type as segment_type,
        segment_campaign_periods.segment_value,
        {{ exact_ratio(
            'segment_campaign_periods.campaign_cost', 'segment_campaign_periods.new_paying_accounts'
        ) }} as cac,
        {{ exact_ratio('segment_revenue_periods.new_mrr', 'segment_revenue_periods.new_accounts') }}
            as mrr_per_new_account,
        customer_values.gross_margin,
        customer_values.ltv,
        segment_campaign_periods.is_complete
    from segment_campaign_periods
    left join segment_revenue_periods
        on segment_campaign_periods.period_grain = segment_revenue_periods.period_grain
            and segment_campaign_periods.period_start = segment_revenue_periods.period_start
            and segment_campaign_periods.account_segment_type = segment_revenue_periods.segment_type
            and segment_campaign_periods.segment_value = segment_revenue_periods.segment_value
    left join customer_values
        on segment_campaign_periods.period_grain = customer_values.period_grain
            and segment_campaign_periods.period_start = customer_values.period_start
            and segment_campaign_periods.account_segment_type = customer_values.segment_type
            and segment_campaign_periods.segment_value = customer_values.segment_value
)

select
    *,
    cast(
        cast(mrr_per_new_account as decimal(28, 10)) * cast(gross_margin as decimal(28, 10))
        as decimal(28, 8)
    ) as margin_per_new_account
from paybacks
