-- Whenever a North Star begins or ends, one to three are valid; none is a time without direction.
with north_stars as (
    select
        metric_name,
        valid_from,
        coalesce(valid_to, cast('9999-12-31' as date)) as valid_to
    from {{ ref('north_stars') }}
),

turns as (
    select valid_from as turn
    from north_stars

    union distinct

    select valid_to as turn
    from north_stars
    where valid_to < cast('9999-12-31' as date)
),

counts as (
    select
        turns.turn,
        count(north_stars.metric_name) as north_stars,
        count(distinct north_stars.metric_name) as metrics
    from turns
    left join north_stars
        on turns.turn >= north_stars.valid_from
            and turns.turn < north_stars.valid_to
    group by 1
)

select
    turn,
    'north_stars: on ' || cast(turn as varchar) || ' '
    || case
        when north_stars > metrics then 'a metric is named twice'
        else cast(north_stars as varchar) || ' are valid, name one to three'
    end as fault
from counts
where
    north_stars < 1
    or north_stars > 3
    or north_stars > metrics

union all

select
    cast(null as date) as turn,
    'north_stars: none is named' as fault
from (select count(*) as north_stars from north_stars) as counted
where north_stars = 0
