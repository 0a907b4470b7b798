-- By the first day of the account's first trial; complete when trial_window_days after the period
-- are over, and so is the window of each of its trials.
with segment_acquisition as (
    select *
    from {{ ref('int_segment_acquisition') }}
    where fact_type = 'trial'
),

periods as (
    select * from {{ ref('int_periods') }}
),

every_segment_period as (
    {{ every_period('segment_acquisition', ['facts', 'converted_facts']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    converted_facts as converted_trials,
    facts as new_trials,
    {{ exact_ratio('converted_facts', 'facts') }} as metric_value,
    {{ is_over('period_end', days_after=var('trial_window_days')) }} as is_complete
from every_segment_period
