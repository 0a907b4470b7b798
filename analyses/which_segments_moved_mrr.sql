-- Which segments moved MRR in the last complete quarter? The rows of one segment type add up to
-- `all`: look at the ends of each list, then at whether it was new business, expansion or churn.
with movements as (
    select * from {{ published(ref('metric_values')) }}
    where
        period_grain = 'quarter'
        and is_complete
        and metric_name in (
            'new_mrr', 'expansion_mrr', 'churned_mrr', 'net_new_mrr'
        )
        and segment_type in ('all', 'country', 'industry', 'company_size', 'acquisition_channel')
),

last_quarters as (
    select max(period_start) as last_quarter
    from movements
)

select
    movements.segment_type,
    movements.segment_value,
    cast(sum(
        case when movements.metric_name = 'net_new_mrr' then movements.metric_value end
    ) as decimal(18, 2)) as net_new_mrr,
    cast(sum(
        case when movements.metric_name = 'new_mrr' then movements.metric_value end
    ) as decimal(18, 2)) as new_mrr,
    cast(sum(
        case when movements.metric_name = 'expansion_mrr' then movements.metric_value end
    ) as decimal(18, 2)) as expansion_mrr,
    cast(sum(
        case when movements.metric_name = 'churned_mrr' then movements.metric_value end
    ) as decimal(18, 2)) as churned_mrr
from movements
inner join last_quarters on movements.period_start = last_quarters.last_quarter
group by 1, 2
order by 1 asc, 3 desc
