-- A person counts once, in the period and channel of the first lead; converted when an account of
-- any lead ever paid.
with segment_acquisition as (
    select *
    from {{ ref('int_segment_acquisition') }}
    where fact_type = 'person'
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
    converted_facts as converted_people,
    facts as lead_people,
    {{ exact_ratio('converted_facts', 'facts') }} as metric_value,
    is_complete
from every_segment_period
