-- Which metric should the company follow? Read it from the top: what is kept comes first, the
-- strongest lead of revenue before the others; take the first that everybody understands.
select
    metric,
    title,
    verdict,
    is_explained_easily,
    accounts,
    cast(best_correlation as decimal(18, 2)) as correlation_with_later_mrr,
    cast(retention_lift * 100 as decimal(18, 1)) as retention_points,
    reason
from {{ published(ref('metric_candidates')) }}
order by
    case verdict
        when 'keep' then 1
        when 'drop' then 2
        else 3
    end asc,
    place asc,
    metric asc
