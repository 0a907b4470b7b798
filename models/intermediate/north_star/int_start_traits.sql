-- One row per comparison, who is compared, and what they did or were at their start: the events of
-- the first days (of users never one that defines success), role, company size and plan.
with start_outcomes as (
    select * from {{ ref('int_start_outcomes') }}
),

start_events as (
    select * from {{ ref('int_start_events') }}
),

users as (
    select * from {{ ref('core_users') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
    where segment_type in ('company_size', 'plan_tier')
),

account_user_actions as (
    select distinct
        start_outcomes.subject_id,
        start_events.event_name,
        start_events.user_id
    from start_outcomes
    inner join start_events
        on start_outcomes.account_id = start_events.account_id
            and start_events.account_day is not null
    where start_outcomes.comparison = 'best_against_churned'
),

-- also those of users of whom nothing is known, as where there is no table of users
account_actions as (
    select distinct
        account_user_actions.subject_id,
        account_user_actions.event_name,
        coalesce(users.role, 'unknown') as role
    from account_user_actions
    left join users on account_user_actions.user_id = users.user_id
),

traits as (
    select
        'users_back' as comparison,
        user_id as subject_id,
        'action' as trait_type,
        event_name as trait
    from start_events
    where
        user_day <= {{ var('activity_window_days') }}
        and not {{ is_success_event('event_name') }}

    union all

    select
        'users_back' as comparison,
        user_id as subject_id,
        'role' as trait_type,
        role as trait
    from users

    union all

    select
        'best_against_churned' as comparison,
        subject_id,
        'action' as trait_type,
        event_name as trait
    from account_actions

    union all

    select
        'best_against_churned' as comparison,
        subject_id,
        'role' as trait_type,
        role as trait
    from account_actions

    union all

    select
        start_outcomes.comparison,
        start_outcomes.subject_id,
        account_segments.segment_type as trait_type,
        account_segments.segment_value as trait
    from start_outcomes
    inner join account_segments
        on start_outcomes.account_id = account_segments.account_id
            and start_outcomes.segment_day >= account_segments.valid_from
            and start_outcomes.segment_day < account_segments.valid_to
)

select distinct
    comparison,
    subject_id,
    trait_type,
    trait
from traits
