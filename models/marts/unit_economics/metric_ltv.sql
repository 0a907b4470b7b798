-- What an account brings in a month after its cost, for as long as accounts stay at the churn of
-- the last six months.
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
    gross_margin,
    margin_per_account,
    mean_churn_rate,
    ltv as metric_value,
    is_complete
from customer_values
