-- Why did MRR move? Month by month from left to right: what was won, what was lost, where it stood
-- at the close. Much `churned_mrr` asks who left (whom_to_call), much `expansion_mrr` what they
-- used.
with movements as (
    select * from {{ published(ref('metric_mrr_movements')) }}
    where
        period_grain = 'month'
        and segment_type = 'all'
),

closes as (
    select * from {{ published(ref('metric_mrr')) }}
    where
        period_grain = 'month'
        and segment_type = 'all'
)

select
    movements.period_start as month_start,
    cast(movements.new_mrr as decimal(18, 2)) as new_mrr,
    cast(movements.reactivation_mrr as decimal(18, 2)) as reactivation_mrr,
    cast(movements.expansion_mrr as decimal(18, 2)) as expansion_mrr,
    cast(-movements.contraction_mrr as decimal(18, 2)) as contraction_mrr,
    cast(-movements.churned_mrr as decimal(18, 2)) as churned_mrr,
    cast(movements.fx_mrr as decimal(18, 2)) as fx_mrr,
    cast(movements.net_new_mrr as decimal(18, 2)) as net_new_mrr,
    cast(closes.mrr as decimal(18, 2)) as close_mrr
from movements
inner join closes on movements.period_start = closes.period_start
order by 1 desc
limit 12
