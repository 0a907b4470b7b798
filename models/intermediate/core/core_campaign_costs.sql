with checked_rows as (
    select * from {{ ref('core_campaign_costs_checked') }}
)

select
    cost_id,
    cost_date,
    channel,
    campaign_id,
    amount,
    cost_type,
    cost_type = 'media' as is_media_cost,
    cost_type != 'sales' as is_lead_cost
from checked_rows
where
    reject_reason is null
    and cost_date <= {{ as_of_date() }}
