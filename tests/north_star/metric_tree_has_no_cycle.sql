-- Whoever goes up from a metric, parent by parent, must not come to it again.
with recursive tree_nodes as (
    select * from {{ ref('metric_tree_nodes') }}
),

ancestors as (
    select
        child,
        parent as ancestor,
        1 as steps
    from tree_nodes

    union all

    select
        ancestors.child,
        tree_nodes.parent as ancestor,
        ancestors.steps + 1 as steps
    from ancestors
    inner join tree_nodes on ancestors.ancestor = tree_nodes.child
    where
        ancestors.steps < 12
        and ancestors.ancestor != ancestors.child
)

select
    child,
    'metric_tree_nodes: ' || child || ' is above itself' as fault
from ancestors
where child = ancestor
group by 1
