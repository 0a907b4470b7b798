-- Whoever goes up from a metric, parent by parent, must not come to it again.
with recursive tree_nodes as (
    select * from {{ ref('metric_tree_nodes') }}
),

-- each once, so that a circle comes to an end
ancestors as (
    select
        child,
        parent as ancestor
    from tree_nodes

    union

    select
        ancestors.child,
        tree_nodes.parent as ancestor
    from ancestors
    inner join tree_nodes on ancestors.ancestor = tree_nodes.child
)

select
    child,
    'metric_tree_nodes: ' || child || ' is above itself' as fault
from ancestors
where child = ancestor
group by 1
