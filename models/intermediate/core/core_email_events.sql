with checked_rows as (
    select * from {{ ref('core_email_events_checked') }}
)

select
    email_event_id,
    message_id,
    coalesce(campaign_id, 'unknown') as campaign_id,
    recipient_id,
    event_type,
    occurred_at,
    occurred_on
from checked_rows
where
    reject_reason is null
    and occurred_on <= {{ as_of_date() }}
