-- Every metric that the choices name stands in the catalog, every period grain among its grains,
-- and where it has rows it has some of segment all: a choice reads no others.
with named_metrics as (
    select
        'north_stars' as file,
        metric_name,
        period_grain
    from {{ ref('north_stars') }}

    union all

    select
        'north_star_targets' as file,
        metric_name,
        period_grain
    from {{ ref('north_star_targets') }}

    union all

    select
        'metric_tree_nodes' as file,
        parent as metric_name,
        null as period_grain
    from {{ ref('metric_tree_nodes') }}

    union all

    select
        'metric_tree_nodes' as file,
        child as metric_name,
        null as period_grain
    from {{ ref('metric_tree_nodes') }}

    union all

    select
        'metric_focuses' as file,
        metric_name,
        period_grain
    from {{ ref('metric_focuses') }}
)

select
    named_metrics.metric_name,
    named_metrics.file || ': ' || coalesce(named_metrics.metric_name, 'a row without a metric')
    || case
        when metric_catalog.metric_name is null then ' is no metric of metric_catalog'
        when metric_catalog.has_rows and not metric_catalog.has_all_rows
            then ' has no rows of segment all'
        else ' has no period grain ' || named_metrics.period_grain
    end as fault
from named_metrics
left join {{ ref('metric_catalog') }} as metric_catalog
    on named_metrics.metric_name = metric_catalog.metric_name
where
    metric_catalog.metric_name is null
    or (metric_catalog.has_rows and not metric_catalog.has_all_rows)
    or (
        named_metrics.period_grain is not null
        and ', ' || metric_catalog.grains || ','
        not like '%, ' || named_metrics.period_grain || ',%'
    )
