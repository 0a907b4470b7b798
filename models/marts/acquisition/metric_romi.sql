-- What a year of the new MRR that came from leads brings at the gross margin, less the campaign
-- costs / these costs. A channel has the margin of the accounts that it brought. No rows where no
-- lead is known at all.
with segment_campaign_periods as (
    select *
    from {{ ref('int_segment_campaign_periods') }}
    where period_grain in ('week', 'month')
),

gross_margin_periods as (
    select * from {{ ref('int_gross_margin_periods') }}
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

leads as (
    select * from {{ ref('core_leads') }}
),

month_ends as (
    select
        *,
        {{ period_start('month', dbt.dateadd('day', -1, 'period_end')) }} as closed_month
    from segment_campaign_periods
),

margin_periods as (
    select
        month_ends.*,
        gross_margin_periods.gross_margin,
        -- an account is new in a month: a week waits until the month in which it ends is over
        month_ends.is_complete
        and coalesce(periods.is_complete, false) as are_movements_complete
    from month_ends
    left join periods
        on month_ends.closed_month = periods.period_start
    left join gross_margin_periods
        on month_ends.period_grain = gross_margin_periods.period_grain
            and month_ends.period_start = gross_margin_periods.period_start
            and month_ends.segment_value = gross_margin_periods.segment_value
            and case month_ends.segment_type
                when 'channel' then 'acquisition_channel' else 'all'
            end
            = gross_margin_periods.segment_type
    where exists (select leads.lead_id from leads)
),

known_margins as (
    select
        *,
        -- without new MRR there is nothing whose margin one would have to know
        case when lead_new_mrr = 0 then 0 else gross_margin end as margin_of_new_mrr
    from margin_periods
),

returns as (
    select
        *,
        cast(
            cast(12 * lead_new_mrr as decimal(19, 8)) * cast(margin_of_new_mrr as decimal(19, 10))
            as decimal(28, 8)
        ) - campaign_cost as net_return
    from known_margins
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
