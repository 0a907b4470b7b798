with staged_rows as (
    select * from {{ ref('stg_raw__email_events') }}
),

row_checked as (
    select
        *,
        {{ row_fault('email_events') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.email_event_id,
        row_checked.message_id,
        row_checked.campaign_id,
        row_checked.recipient_id,
        row_checked.event_type,
        row_checked.occurred_at,
        {{ local_date('row_checked.occurred_at') }} as occurred_on,
        row_checked._loaded_at,
        row_checked.raw_row,
        row_checked.row_fault as reject_reason
    from row_checked
)

select
    email_event_id,
    message_id,
    campaign_id,
    recipient_id,
    event_type,
    occurred_at,
    occurred_on,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
