-- The number of a row is of all that anything may count of an accepted event.
{{ loaded_rows('events', hashed=[
    'user_id', 'account_id', 'occurred_at', 'event_name', 'feature_id', 'session_id',
    'duration_seconds', 'quantity'
]) }}
