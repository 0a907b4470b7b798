-- Feature usage, support tickets and reported churns in one log. No user is known below an account,
-- so that the account stands in for its users.
with feature_usage as (
    select * from {{ source('ravenstack', 'feature_usage') }}
),

subscriptions as (
    select * from {{ source('ravenstack', 'subscriptions') }}
),

support_tickets as (
    select * from {{ source('ravenstack', 'support_tickets') }}
),

churn_events as (
    select * from {{ source('ravenstack', 'churn_events') }}
)

select
    feature_usage.usage_id as event_id,
    feature_usage.usage_date as occurred_at,
    subscriptions.account_id as user_id,
    subscriptions.account_id,
    'feature_used' as event_name,
    feature_usage.feature_name as feature_id,
    feature_usage.usage_duration_secs as duration_seconds,
    feature_usage.usage_count as quantity
from feature_usage
left join subscriptions on feature_usage.subscription_id = subscriptions.subscription_id

union all

select
    ticket_id as event_id,
    submitted_at as occurred_at,
    account_id as user_id,
    account_id,
    'support_ticket_submitted' as event_name,
    null as feature_id,
    null as duration_seconds,
    1 as quantity
from support_tickets

union all

select
    churn_event_id as event_id,
    churn_date as occurred_at,
    account_id as user_id,
    account_id,
    'churn_reported' as event_name,
    null as feature_id,
    null as duration_seconds,
    1 as quantity
from churn_events
