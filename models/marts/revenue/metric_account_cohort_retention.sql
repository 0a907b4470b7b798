-- By month of first payment and months since.
with mrr_cohorts as (
    select * from {{ ref('int_mrr_cohorts') }}
)

select
    'month' as period_grain,
    period_start,
    period_end,
    periods_since,
    'periods_since' as segment_type,
    cast(periods_since as varchar) as segment_value,
    paying_accounts,
    cohort_accounts,
    {{ exact_ratio('paying_accounts', 'cohort_accounts') }} as metric_value,
    is_complete
from mrr_cohorts
