-- 0 <= GRR <= 1, GRR <= NRR, over the period and over twelve months; what the rates that say the
-- same in other words say: net expansion is NRR - 1, MRR churn is 1 - GRR, and retention of
-- customers is 1 - their churn.
with rates as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        max(case when metric_name = 'nrr' then metric_value end) as nrr,
        max(case when metric_name = 'grr' then metric_value end) as grr,
        max(case when metric_name = 'nrr_12m' then metric_value end) as nrr_12m,
        max(case when metric_name = 'grr_12m' then metric_value end) as grr_12m,
        max(case
            when metric_name = 'net_expansion_rate' then metric_value
        end) as net_expansion_rate,
        max(case when metric_name = 'mrr_churn_rate' then metric_value end) as mrr_churn_rate,
        max(case
            when metric_name = 'net_mrr_churn_rate' then metric_value
        end) as net_mrr_churn_rate,
        max(case
            when metric_name = 'customer_churn_rate' then metric_value
        end) as customer_churn_rate,
        max(case
            when metric_name = 'customer_retention_rate' then metric_value
        end) as customer_retention_rate
    from {{ ref('metric_values') }}
    where
        metric_name in (
            'nrr', 'grr', 'nrr_12m', 'grr_12m', 'net_expansion_rate', 'mrr_churn_rate',
            'net_mrr_churn_rate', 'customer_churn_rate', 'customer_retention_rate'
        )
    group by 1, 2, 3, 4
)

select *
from rates
where
    grr < 0 or grr > 1 or grr > nrr
    or grr_12m < 0 or grr_12m > 1 or grr_12m > nrr_12m
    or customer_churn_rate < 0 or customer_churn_rate > 1
    or abs(net_expansion_rate - (nrr - 1)) > 0.000000001
    or abs(net_mrr_churn_rate - (1 - nrr)) > 0.000000001
    or abs(mrr_churn_rate - (1 - grr)) > 0.000000001
    or abs(customer_retention_rate - (1 - customer_churn_rate)) > 0.000000001
