-- In its own first period every user and account of a cohort is there (1); later at most as many
-- accounts, and users who are back exactly then are among those back then or later.
with metric_values as (
    select *
    from {{ ref('metric_values') }}
    where
        metric_name in (
            'user_retention', 'unbounded_user_retention', 'mrr_cohort_retention',
            'account_cohort_retention'
        )
),

bounded as (
    select *
    from metric_values
    where metric_name = 'user_retention'
),

unbounded as (
    select *
    from metric_values
    where metric_name = 'unbounded_user_retention'
)

select
    'not 1 at the start' as broken_law,
    metric_name,
    period_grain,
    period_start,
    segment_type,
    segment_value,
    numerator,
    denominator
from metric_values
where
    segment_value = '0'
    and denominator > 0
    and numerator != denominator

union all

select
    'more than the cohort' as broken_law,
    metric_name,
    period_grain,
    period_start,
    segment_type,
    segment_value,
    numerator,
    denominator
from metric_values
where
    metric_name != 'mrr_cohort_retention'
    and numerator > denominator

union all

select
    'more then than then or later' as broken_law,
    bounded.metric_name,
    bounded.period_grain,
    bounded.period_start,
    bounded.segment_type,
    bounded.segment_value,
    bounded.numerator,
    unbounded.numerator as denominator
from bounded
inner join unbounded
    on bounded.period_grain = unbounded.period_grain
        and bounded.period_start = unbounded.period_start
        and bounded.segment_type = unbounded.segment_type
        and bounded.segment_value = unbounded.segment_value
where bounded.numerator > unbounded.numerator
