-- One row per visitor with a page view: how many steps of visitor (1) -> lead (2) -> qualified (3)
-- -> trial (4) -> paid (5) were taken, in order, by the lead that led furthest. Two steps at one
-- moment are in order.
with sessions as (
    select * from {{ ref('int_sessions') }}
),

leads as (
    select * from {{ ref('core_leads') }}
),

subscription_mrr as (
    select * from {{ ref('int_subscription_mrr') }}
),

visits as (
    select
        visitor_id,
        min(started_at) as visited_at,
        min(started_on) as visited_on
    from sessions
    group by 1
),

lead_steps as (
    select
        leads.lead_id,
        leads.visitor_id,
        leads.account_id,
        case when leads.qualified_at >= leads.created_at then leads.qualified_at end as qualified_at
    from leads
    inner join visits
        on leads.visitor_id = visits.visitor_id
            and leads.created_at >= visits.visited_at
),

trial_steps as (
    select
        lead_steps.lead_id,
        lead_steps.visitor_id,
        lead_steps.account_id,
        lead_steps.qualified_at,
        min(trials.started_at) as trial_at
    from lead_steps
    left join subscription_mrr as trials
        on lead_steps.account_id = trials.account_id
            and lead_steps.qualified_at <= trials.started_at
            and trials.status = 'trialing'
    group by 1, 2, 3, 4
),

paid_steps as (
    select
        trial_steps.lead_id,
        trial_steps.visitor_id,
        trial_steps.qualified_at,
        trial_steps.trial_at,
        min(payments.started_at) as paid_at
    from trial_steps
    left join subscription_mrr as payments
        on trial_steps.account_id = payments.account_id
            and trial_steps.trial_at <= payments.started_at
            and payments.is_mrr
    group by 1, 2, 3, 4
),

furthest_steps as (
    select
        visitor_id,
        max(case
            when paid_at is not null then 5
            when trial_at is not null then 4
            when qualified_at is not null then 3
            else 2
        end) as steps_taken
    from paid_steps
    group by 1
)

select
    visits.visitor_id,
    visits.visited_at,
    visits.visited_on,
    coalesce(furthest_steps.steps_taken, 1) as steps_taken
from visits
left join furthest_steps on visits.visitor_id = furthest_steps.visitor_id
