-- The children of a metric add up to it, or are its factors.
select
    parent,
    'metric_tree_nodes: the children of ' || parent || ' are both summands and factors' as fault
from {{ ref('metric_tree_nodes') }}
group by 1
having
    count(case when operation in ('add', 'subtract') then 1 end) > 0
    and count(case when operation in ('multiply', 'divide') then 1 end) > 0
