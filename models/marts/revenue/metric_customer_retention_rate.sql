-- Point to point over the accounts that paid at the opening, in their segment at the opening.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
),

retained_customers as (
    select
        *,
        opening_accounts - lost_accounts as kept_accounts
    from segment_revenue_periods
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    kept_accounts,
    opening_accounts,
    {{ exact_ratio('kept_accounts', 'opening_accounts') }} as metric_value,
    is_complete
from retained_customers
