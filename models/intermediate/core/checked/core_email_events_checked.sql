{{ config(materialized="view") }}

with loaded_rows as (
    select * from {{ ref('core_email_events_loaded') }}
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
    case
        when row_fault is not null then row_fault
        when {{ is_too_far_ahead('occurred_at') }} then 'implausible_occurred_at'
    end as reject_reason,
    raw_row
from loaded_rows
