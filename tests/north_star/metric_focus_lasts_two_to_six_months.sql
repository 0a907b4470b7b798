-- A focus of less than two months shows nothing yet, one of more than six is none. It has a team,
-- a North Star above it, and a target other than its baseline.
with focuses as (
    select * from {{ ref('metric_focuses') }}
),

north_stars as (
    select distinct metric_name from {{ ref('north_stars') }}
),

checked_focuses as (
    select
        focuses.*,
        focuses.ends_on >= {{ dbt.dateadd('month', 2, 'focuses.starts_on') }}
        and focuses.ends_on <= {{ dbt.dateadd('month', 6, 'focuses.starts_on') }}
            as has_good_length,
        north_stars.metric_name is not null as has_north_star
    from focuses
    left join north_stars on focuses.north_star = north_stars.metric_name
)

select
    metric_name,
    'metric_focuses: ' || metric_name
    || case
        when not has_good_length
            then ' is from ' || cast(starts_on as varchar) || ' to ' || cast(ends_on as varchar)
                || ' (exclusive), choose two to six months'
        when not has_north_star
            then ' serves ' || coalesce(north_star, 'nothing') || ', which is no North Star'
        else ' has no team, no baseline, no target, or a target that is its baseline'
    end as fault
from checked_focuses
where
    has_good_length is null
    or not has_good_length
    or not has_north_star
    or team is null
    or baseline is null
    or target is null
    or target = baseline
