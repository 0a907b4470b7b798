-- What an account brings in a month, for as long as accounts stay at the churn of the last six
-- months; costs left aside.
with customer_values as (
    select * from {{ ref('int_customer_values') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    arpa,
    mean_churn_rate,
    ltv_revenue as metric_value,
    is_complete
from customer_values
