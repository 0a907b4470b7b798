-- Accounts that first paid 24 months before, in their segment at the close of that month.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    second_year_remaining_accounts as remaining_accounts,
    second_year_started_accounts as started_accounts,
    {{ exact_ratio(
        'second_year_remaining_accounts',
        'second_year_started_accounts'
    ) }} as metric_value,
    is_complete
from segment_revenue_periods
