-- What must people do in their first days to stay? Promoting actions first; lead newcomers to them.
-- An odds ratio of 2 doubles the odds of being back; where the verdict is no_difference, leave it.
select
    comparison,
    trait_type,
    trait,
    verdict,
    subjects_with,
    cast(lift as decimal(18, 2)) as lift,
    cast(odds_ratio as decimal(18, 2)) as odds_ratio,
    cast(z_score as decimal(18, 1)) as z_score,
    finding
from {{ published(ref('conversion_activities')) }}
where verdict != 'insufficient_data'
order by comparison asc, z_score desc
