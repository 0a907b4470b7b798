{{ config(severity='warn') }}
-- Revenue that has come says what was right a quarter ago. Allowed, and said.
with last_days as (
    select max(calendar_day) as last_day
    from {{ ref('int_days') }}
)

select
    north_stars.metric_name,
    'north_stars: ' || north_stars.metric_name
    || ' is revenue, which lags behind: take a metric that leads it, '
    || 'or mind what you do not see yet'
        as fault
from {{ ref('north_stars') }} as north_stars
inner join {{ ref('metric_catalog') }} as metric_catalog
    on north_stars.metric_name = metric_catalog.metric_name
inner join last_days
    on north_stars.valid_from <= last_days.last_day
        and coalesce(north_stars.valid_to, cast('9999-12-31' as date)) > last_days.last_day
where
    metric_catalog.signal = 'lagging'
    and metric_catalog.family in ('revenue', 'unit_economics', 'commerce')
