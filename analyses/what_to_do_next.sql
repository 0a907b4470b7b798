-- What to do next, and is it working? Each team's one metric that matters, the slowest first: below
-- 1 in `pace` the target is not reached by the end, so change the work or say so.
select
    team,
    metric_name,
    north_star,
    why,
    status,
    starts_on,
    ends_on,
    cast(pace as decimal(18, 2)) as pace,
    finding
from {{ published(ref('metric_focus')) }}
order by
    case when status in ('reached', 'missed') then 1 else 0 end asc,
    pace asc,
    metric_name asc
