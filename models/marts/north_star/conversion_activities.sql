-- One row per comparison, kind of trait and trait: those with it against those without. Nothing is
-- claimed below the vars minimum_n (all) and minimum_group_n (either group).
with start_outcomes as (
    select * from {{ ref('int_start_outcomes') }}
),

start_traits as (
    select * from {{ ref('int_start_traits') }}
),

totals as (
    select
        comparison,
        count(*) as subjects,
        count(case when is_success then 1 end) as successes
    from start_outcomes
    group by 1
),

trait_counts as (
    select
        start_traits.comparison,
        start_traits.trait_type,
        start_traits.trait,
        count(*) as subjects_with,
        count(case when start_outcomes.is_success then 1 end) as successes_with
    from start_traits
    inner join start_outcomes
        on start_traits.comparison = start_outcomes.comparison
            and start_traits.subject_id = start_outcomes.subject_id
    group by 1, 2, 3
),

compared_groups as (
    select
        trait_counts.*,
        totals.subjects - trait_counts.subjects_with as subjects_without,
        totals.successes - trait_counts.successes_with as successes_without,
        totals.subjects >= {{ var('minimum_n') }}
        and trait_counts.subjects_with >= {{ var('minimum_group_n') }}
        and totals.subjects - trait_counts.subjects_with >= {{ var('minimum_group_n') }}
            as has_minimum_n
    from trait_counts
    inner join totals on trait_counts.comparison = totals.comparison
),

statistics as (
    select
        comparison,
        trait_type,
        trait,
        {{ exact_ratio('successes_with', 'subjects_with') }} as success_rate_with,
        {{ exact_ratio('successes_without', 'subjects_without') }} as success_rate_without,
        {{ exact_ratio(
            'successes_with * subjects_without', 'successes_without * subjects_with'
        ) }} as lift,
        {{ odds_ratio(
            'successes_with', 'subjects_with', 'successes_without', 'subjects_without'
        ) }} as odds_ratio,
        {{ proportion_z(
            'successes_with', 'subjects_with', 'successes_without', 'subjects_without'
        ) }} as z_score
    from compared_groups
    where has_minimum_n
)

select
    cast(compared_groups.comparison as varchar) as comparison,
    cast(compared_groups.trait_type as varchar) as trait_type,
    cast(compared_groups.trait as varchar) as trait,
    cast(case
        when not compared_groups.has_minimum_n then 'insufficient_data'
        when statistics.z_score >= {{ var('minimum_z') }} then 'promotes'
        when statistics.z_score <= -{{ var('minimum_z') }} then 'hinders'
        else 'no_difference'
    end as varchar) as verdict,
    compared_groups.subjects_with,
    compared_groups.successes_with,
    compared_groups.subjects_without,
    compared_groups.successes_without,
    cast({{ var('minimum_n') }} as integer) as minimum_n,
    cast({{ var('minimum_group_n') }} as integer) as minimum_group_n,
    statistics.success_rate_with,
    statistics.success_rate_without,
    statistics.lift,
    statistics.odds_ratio,
    statistics.z_score,
    cast(
        'of ' || cast(compared_groups.subjects_with as varchar) || ' with it '
        || {{ percent_text('statistics.success_rate_with') }} || ' succeeded, of '
        || cast(compared_groups.subjects_without as varchar) || ' without it '
        || {{ percent_text('statistics.success_rate_without') }}
        as varchar
    ) as finding
from compared_groups
left join statistics
    on compared_groups.comparison = statistics.comparison
        and compared_groups.trait_type = statistics.trait_type
        and compared_groups.trait = statistics.trait
