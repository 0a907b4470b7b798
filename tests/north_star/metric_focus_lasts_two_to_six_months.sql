-- A focus of less than 60 days shows nothing yet, one of more than 190 days is none. It has a team,
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
        {{ dbt.datediff('focuses.starts_on', 'focuses.ends_on', 'day') }}
            as focus_days,
        north_stars.metric_name is not null as has_north_star
    from focuses
    left join north_stars on focuses.north_star = north_stars.metric_name
)

select
    metric_name,
    'metric_focuses: ' || metric_name
    || case
        when focus_days < 60 or focus_days > 190
            then ' lasts ' || cast(focus_days as varchar) || ' days, choose 60 to 190'
        when not has_north_star
            then ' serves ' || coalesce(north_star, 'nothing') || ', which is no North Star'
        else ' has no team, no baseline, no target, or a target that is its baseline'
    end as fault
from checked_focuses
where
    focus_days is null
    or focus_days < 60
    or focus_days > 190
    or not has_north_star
    or team is null
    or baseline is null
    or target is null
    or target = baseline
