-- A metric of the tree that no team and nobody answers for moves by itself.
select
    child,
    'metric_tree_nodes: ' || coalesce(child, 'a row without a child')
    || ' has no team, no owner, or an operation other than add, subtract, multiply, divide' as fault
from {{ ref('metric_tree_nodes') }}
where
    child is null
    or team is null
    or owner is null
    or coalesce(operation, '') not in ('add', 'subtract', 'multiply', 'divide')

union all

select
    metric_name as child,
    'north_stars: ' || metric_name || ' has no owner or no reason' as fault
from {{ ref('north_stars') }}
where
    owner is null
    or why is null
