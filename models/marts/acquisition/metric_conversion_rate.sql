-- By the period in which a visitor was first seen: the visitors who took a step / those who took
-- the one before, and over the whole funnel. No rows where no lead is known at all.
with funnels as (
    select * from {{ ref('int_funnels') }}
),

leads as (
    select * from {{ ref('core_leads') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

cohorts as (
    select
        period_days.period_grain,
        period_days.period_start,
        count(*) as visitors,
        count(case when funnels.steps_taken >= 2 then 1 end) as leads,
        count(case when funnels.steps_taken >= 3 then 1 end) as qualified,
        count(case when funnels.steps_taken >= 4 then 1 end) as trials,
        count(case when funnels.steps_taken >= 5 then 1 end) as paid
    from funnels
    inner join period_days on funnels.visited_on = period_days.calendar_day
    where exists (select leads.lead_id from leads)
    group by 1, 2
),

step_cohorts as (
    select
        cohorts.*,
        'lead' as segment_value,
        cohorts.leads as reached,
        cohorts.visitors as entered
    from cohorts

    union all

    select
        cohorts.*,
        'qualified' as segment_value,
        cohorts.qualified as reached,
        cohorts.leads as entered
    from cohorts

    union all

    select
        cohorts.*,
        'trial' as segment_value,
        cohorts.trials as reached,
        cohorts.qualified as entered
    from cohorts

    union all

    select
        cohorts.*,
        'paid' as segment_value,
        cohorts.paid as reached,
        cohorts.trials as entered
    from cohorts

    union all

    select
        cohorts.*,
        'overall' as segment_value,
        cohorts.paid as reached,
        cohorts.visitors as entered
    from cohorts
),

step_counts as (
    select
        period_grain,
        period_start,
        'funnel_step' as segment_type,
        segment_value,
        reached,
        entered
    from step_cohorts
),

every_step_period as (
    {{ every_period('step_counts', ['reached', 'entered']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    reached as reached_visitors,
    entered as entered_visitors,
    {{ exact_ratio('reached', 'entered') }} as metric_value,
    is_complete
from every_step_period
