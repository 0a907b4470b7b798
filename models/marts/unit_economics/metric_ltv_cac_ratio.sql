-- A channel's cost is held against the lifetime value of the accounts that it brought.
with customer_paybacks as (
    select * from {{ ref('int_customer_paybacks') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    ltv,
    cac,
    -- by a hundred, so that none of the ten decimals of a part is lost
    {{ exact_ratio('100 * ltv', '100 * cac') }} as metric_value,
    is_complete
from customer_paybacks
