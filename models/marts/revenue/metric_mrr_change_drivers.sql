-- Every expansion and contraction split by what caused it; over the drivers it adds up to expansion
-- and contraction.
with mrr_change_drivers as (
    select * from {{ ref('int_mrr_change_drivers') }}
),

drivers as (
    select * from {{ ref('mrr_change_drivers') }}
),

revenue_months as (
    select *
    from {{ ref('int_subscribed_segment_periods') }}
    where
        period_grain = 'month'
        and segment_type = 'all'
)

select
    revenue_months.period_grain,
    revenue_months.period_start,
    revenue_months.period_end,
    'driver' as segment_type,
    drivers.driver as segment_value,
    cast(coalesce(sum(
        case
            when mrr_change_drivers.movement_type = 'expansion' then mrr_change_drivers.change_mrr
        end
    ), 0) as decimal(28, 8)) as expansion_mrr,
    cast(coalesce(sum(
        case
            when mrr_change_drivers.movement_type = 'contraction'
                then -mrr_change_drivers.change_mrr
        end
    ), 0) as decimal(28, 8)) as contraction_mrr,
    cast(coalesce(sum(mrr_change_drivers.change_mrr), 0) as decimal(28, 8)) as net_change_mrr,
    revenue_months.is_complete
from revenue_months
cross join drivers
left join mrr_change_drivers
    on revenue_months.period_start = mrr_change_drivers.period_start
        and drivers.driver = mrr_change_drivers.driver
group by 1, 2, 3, 4, 5, 9
