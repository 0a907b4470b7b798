-- A metric with several parents would be explained twice; one that is listed twice likewise.
select
    child,
    'metric_tree_nodes: ' || child || ' has ' || cast(count(*) as varchar) || ' parents, name one'
        as fault
from {{ ref('metric_tree_nodes') }}
group by 1
having count(*) > 1
