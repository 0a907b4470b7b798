-- A target of a metric that is no North Star at that grain and time, or whose day is not the first
-- of a period, would stand beside no value. Periods may lie ahead, where the calendar has none yet.
with targets as (
    select
        metric_name,
        period_grain,
        period_start,
        case period_grain
            {% for grain in ['day', 'week', 'month', 'quarter', 'year'] %}
                when '{{ grain }}' then {{ period_start(grain, 'period_start') }}
            {% endfor %}
        end as first_day
    from {{ ref('north_star_targets') }}
)

select
    targets.metric_name,
    'north_star_targets: ' || coalesce(targets.metric_name, 'a row without a metric')
    || case
        when targets.period_grain is null or targets.period_start is null
            then ' has a target without a period'
        when north_stars.metric_name is null
            then ' is no North Star by the ' || targets.period_grain || ' on '
                || cast(targets.period_start as varchar)
        else ' has a target for ' || cast(targets.period_start as varchar)
            || ', which is not the first day of a ' || targets.period_grain
    end as fault
from targets
left join {{ ref('north_stars') }} as north_stars
    on targets.metric_name = north_stars.metric_name
        and targets.period_grain = north_stars.period_grain
        and targets.period_start >= north_stars.valid_from
        and (north_stars.valid_to is null or targets.period_start < north_stars.valid_to)
where
    north_stars.metric_name is null
    or targets.first_day is null
    or targets.first_day != targets.period_start
