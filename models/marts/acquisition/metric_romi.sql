-- What a year of the new MRR that came from leads brings at the gross margin, less the campaign
-- costs / these costs. A channel has the margin of the accounts that it brought. No rows where no
-- lead is known at all.
with segment_campaign_periods as (
    select *
    from {{ ref('int_segment_campaign_periods') }}
    where period_grain in ('week', 'month')
),

cogs_periods as (
    select * from {{ ref('int_cogs_periods') }}
),

gross_margin_periods as (
    select * from {{ ref('int_gross_margin_periods') }}
),

leads as (
    select * from {{ ref('core_leads') }}
),

margin_periods as (
    select
        segment_campaign_periods.*,
        coalesce(cogs_periods.initial_margin, gross_margin_periods.gross_margin) as gross_margin
    from segment_campaign_periods
    inner join cogs_periods
        on segment_campaign_periods.period_grain = cogs_periods.period_grain
            and segment_campaign_periods.period_start = cogs_periods.period_start
    left join gross_margin_periods
        on segment_campaign_periods.period_grain = gross_margin_periods.period_grain
            and segment_campaign_periods.period_start = gross_margin_periods.period_start
            and segment_campaign_periods.account_segment_type = gross_margin_periods.segment_type
            and segment_campaign_periods.segment_value = gross_margin_periods.segment_value
    where exists (select leads.lead_id from leads)
),

returns as (
    select
        *,
        -- without new MRR there is nothing whose margin one would have to know
        cast(
            cast(12 * lead_new_mrr as decimal(28, 8)) * cast(
                case when lead_new_mrr = 0 then 0 else gross_margin end as decimal(28, 10)
            ) - campaign_cost as decimal(28, 8)
        ) as net_return
    from margin_periods
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    lead_new_mrr,
    gross_margin,
    net_return,
    campaign_cost,
    {{ exact_ratio('net_return', 'campaign_cost') }} as metric_value,
    are_movements_complete as is_complete
from returns
