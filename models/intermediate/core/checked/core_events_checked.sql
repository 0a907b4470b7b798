{{ config(materialized="view") }}

with loaded_rows as (
    select * from {{ ref('core_events_loaded') }}
),

event_actors as (
    select * from {{ ref('core_event_actors') }}
)

select
    loaded_rows.event_id,
    loaded_rows.occurred_at,
    loaded_rows.occurred_on,
    coalesce(event_actors.user_id, loaded_rows.user_id) as user_id,
    coalesce(event_actors.account_id, 'unknown') as account_id,
    event_actors.user_created_on,
    event_actors.account_created_on,
    coalesce(event_actors.is_internal, false) as is_internal,
    loaded_rows.event_name,
    loaded_rows.feature_id,
    loaded_rows.session_id,
    loaded_rows.duration_seconds,
    loaded_rows.quantity,
    loaded_rows._loaded_at,
    case
        when loaded_rows.row_fault is not null then loaded_rows.row_fault
        when {{ is_too_far_ahead('loaded_rows.occurred_at') }} then 'implausible_occurred_at'
        else event_actors.reject_reason
    end as reject_reason,
    loaded_rows.raw_row
from loaded_rows
left join event_actors
    on loaded_rows.user_id = event_actors.named_user_id
        and coalesce(loaded_rows.account_id, '') = event_actors.named_account_id
