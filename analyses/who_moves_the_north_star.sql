-- Who moved the North Star in its last complete period? Contributions and the residual of one
-- parent add up to its change; a large residual asks for another branch of the tree.
select
    north_star,
    depth,
    parent,
    child,
    team,
    owner,
    period_start,
    cast(parent_change as decimal(18, 2)) as parent_change,
    cast(contribution as decimal(18, 2)) as contribution,
    cast(residual as decimal(18, 2)) as residual,
    finding
from {{ published(ref('metric_tree')) }}
where is_last_complete
order by north_star asc, depth asc, abs(contribution) desc
