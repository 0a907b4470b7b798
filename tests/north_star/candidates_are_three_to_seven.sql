-- Fewer than three candidates are no choice, more than seven cannot be discussed.
with candidates as (
    select count(*) as candidates
    from {{ ref('candidate_metrics') }}
)

select
    candidates,
    'candidate_metrics has ' || cast(candidates as varchar) || ' candidates: name three to seven'
        as fault
from candidates
where candidates < 3 or candidates > 7
