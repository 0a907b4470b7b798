-- A channel's cost is held against the new MRR and the margin of the accounts that it brought.
with customer_paybacks as (
    select * from {{ ref('int_customer_paybacks') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    cac,
    mrr_per_new_account,
    gross_margin,
    margin_per_new_account,
    -- by a hundred, so that none of the ten decimals of cac is lost
    {{ exact_ratio('100 * cac', '100 * margin_per_new_account') }} as metric_value,
    is_complete
from customer_paybacks
