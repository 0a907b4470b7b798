-- A target of a metric that is no North Star at that grain, or whose day is not the first of a
-- period, would stand beside no value.
with targets as (
    select
        metric_name,
        period_grain,
        period_start,
        case period_grain
            when 'day' then period_start
            when 'week' then {{ period_start('week', 'period_start') }}
            when 'month' then {{ period_start('month', 'period_start') }}
            when 'quarter' then {{ period_start('quarter', 'period_start') }}
            when 'year' then {{ period_start('year', 'period_start') }}
        end as first_day
    from {{ ref('north_star_targets') }}
),

north_stars as (
    select distinct
        metric_name,
        period_grain
    from {{ ref('north_stars') }}
)

select
    targets.metric_name,
    'north_star_targets: ' || targets.metric_name
    || case
        when north_stars.metric_name is null
            then ' is no North Star by the ' || targets.period_grain
        else ' has a target for ' || cast(targets.period_start as varchar)
            || ', which is not the first day of a ' || targets.period_grain
    end as fault
from targets
left join north_stars
    on targets.metric_name = north_stars.metric_name
        and targets.period_grain = north_stars.period_grain
where
    north_stars.metric_name is null
    or targets.first_day is null
    or targets.first_day != targets.period_start
