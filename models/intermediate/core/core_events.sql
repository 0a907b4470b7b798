with checked_rows as (
    select * from {{ ref('core_events_checked') }}
)

select
    event_id,
    occurred_at,
    occurred_on,
    user_id,
    account_id,
    user_created_on,
    account_created_on,
    event_name,
    feature_id,
    session_id,
    duration_seconds,
    quantity,
    _loaded_at
from checked_rows
where
    reject_reason is null
    and not is_internal
    and occurred_on <= {{ as_of_date() }}
