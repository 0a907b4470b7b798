-- A branch that hangs on no North Star says nothing of one.
with tree_nodes as (
    select * from {{ ref('metric_tree_nodes') }}
),

north_stars as (
    select distinct metric_name from {{ ref('north_stars') }}
)

select
    tree_nodes.parent,
    'metric_tree_nodes: ' || tree_nodes.parent || ' is neither a North Star nor below one' as fault
from tree_nodes
left join north_stars on tree_nodes.parent = north_stars.metric_name
left join tree_nodes as above on tree_nodes.parent = above.child
where
    north_stars.metric_name is null
    and above.child is null
