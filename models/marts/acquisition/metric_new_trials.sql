-- Accounts by the day on which their first trial began: an account's second trial is none.
with segment_acquisition as (
    select *
    from {{ ref('int_segment_acquisition') }}
    where fact_type = 'trial'
),

periods as (
    select * from {{ ref('int_periods') }}
),

every_segment_period as (
    {{ every_period('segment_acquisition', ['facts']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    facts as new_trials,
    is_complete
from every_segment_period
