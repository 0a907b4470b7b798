-- Is the plan priced by the right unit? A good unit rises with what the customer gets (outcome) and
-- foretells what they pay: compare the candidates with the units that the plans charge by today.
with candidates as (
    select * from {{ published(ref('metric_candidates')) }}
),

plans as (
    select
        value_metric,
        count(*) as plans
    from {{ ref('core_plans') }}
    where
        not is_free
        and value_metric is not null
    group by 1
)

select
    candidates.value_metric as kind,
    candidates.title as unit,
    candidates.verdict,
    cast(candidates.best_correlation as decimal(18, 2)) as correlation_with_later_mrr,
    cast(candidates.best_mean as decimal(18, 1)) as used_by_the_best,
    cast(candidates.churned_mean as decimal(18, 1)) as used_by_the_churned,
    cast(null as bigint) as plans_that_charge_by_it
from candidates

union all

select
    'today' as kind,
    plans.value_metric as unit,
    cast(null as varchar) as verdict,
    cast(null as decimal(18, 2)) as correlation_with_later_mrr,
    cast(null as decimal(18, 1)) as used_by_the_best,
    cast(null as decimal(18, 1)) as used_by_the_churned,
    plans.plans as plans_that_charge_by_it
from plans
order by 4 desc, 2 asc
