-- Every expansion and contraction split by what caused it; over the drivers it adds up to expansion and contraction.
with mrr_change_drivers as (
    select * from {{ ref('int_mrr_change_drivers') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

driver_months as (
    select
        'month' as period_grain,
        period_start,
        'driver' as segment_type,
        driver as segment_value,
        cast(sum(case when movement_type = 'expansion' then change_mrr else 0 end) as decimal(28, 8)) as expansion_mrr,
        cast(sum(case when movement_type = 'contraction' then -change_mrr else 0 end) as decimal(28, 8))
            as contraction_mrr
    from mrr_change_drivers
    group by 1, 2, 3, 4
),

every_month as (
    {{ every_period('driver_months', ['expansion_mrr', 'contraction_mrr']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    expansion_mrr,
    contraction_mrr,
    expansion_mrr - contraction_mrr as net_change_mrr,
    is_complete
from every_month
