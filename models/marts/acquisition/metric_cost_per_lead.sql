-- Campaign costs but those of the sales team / leads. No rows where no lead is known at all.
with segment_campaign_periods as (
    select *
    from {{ ref('int_segment_campaign_periods') }}
    where
        period_grain in ('week', 'month')
        and has_lead_cost
),

leads as (
    select * from {{ ref('core_leads') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    lead_cost,
    leads,
    {{ exact_ratio('lead_cost', 'leads') }} as metric_value,
    is_complete
from segment_campaign_periods
where exists (select leads.lead_id from leads)
