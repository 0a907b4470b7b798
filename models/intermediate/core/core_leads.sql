with checked_rows as (
    select * from {{ ref('core_leads_checked') }}
)

select
    lead_id,
    created_at,
    created_on,
    channel,
    campaign_id,
    case when qualified_on <= {{ as_of_date() }} then qualified_at end as qualified_at,
    case when qualified_on <= {{ as_of_date() }} then qualified_on end as qualified_on,
    case when opportunity_on <= {{ as_of_date() }} then opportunity_at end as opportunity_at,
    case when opportunity_on <= {{ as_of_date() }} then opportunity_on end as opportunity_on,
    account_id,
    visitor_id,
    contact_id
from checked_rows
where
    reject_reason is null
    and not is_internal
    and created_on <= {{ as_of_date() }}
