-- A candidate that nobody stands for, without a reason, or of a kind that is not known, cannot be
-- judged.
select
    metric,
    'candidate_metrics: ' || metric
    || ' lacks an owner, a hypothesis, or says neither functional nor outcome' as fault
from {{ ref('candidate_metrics') }}
where
    owner is null
    or hypothesis is null
    or is_explained_easily is null
    or coalesce(value_metric, '') not in ('functional', 'outcome')
