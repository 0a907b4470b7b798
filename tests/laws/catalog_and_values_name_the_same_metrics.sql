-- Every metric of metric_values stands in the catalog, and every metric of the catalog has its line
-- in metric_values (also where this build has no rows of it, for want of the raw tables). No metric
-- has rows of a grain or a segment that the catalog does not name.
{%- set lines = [] -%}
{%- for node in graph.nodes.values()
    if node.resource_type == 'model' and node.name == 'metric_values' -%}
    {%- do lines.extend(modules.re.findall("metric_rows\\('(\\w+)'", node.raw_code)) -%}
{%- endfor %}
with named_metrics as (
    {% for name in lines or ['none'] %}
        select '{{ name }}' as metric_name
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

series as (
    select distinct
        metric_name,
        period_grain,
        segment_type
    from {{ ref('metric_values') }}
),

metrics_with_rows as (
    select distinct metric_name
    from series
),

catalog as (
    select * from {{ ref('metric_catalog') }}
)

select
    metric_name,
    'has rows in metric_values, and no entry in the catalog' as problem
from metrics_with_rows
where metric_name not in (select catalog.metric_name from catalog)

union all

select
    metric_name,
    'has a line in metric_values, and no entry in the catalog' as problem
from named_metrics
where metric_name not in (select catalog.metric_name from catalog)

union all

select
    metric_name,
    'has an entry in the catalog, and no line in metric_values' as problem
from catalog
where metric_name not in (select named_metrics.metric_name from named_metrics)

union all

select
    metric_name,
    'is said to have rows, or to have none, and it is the other way round' as problem
from catalog
where
    has_rows
    != (metric_name in (select metrics_with_rows.metric_name from metrics_with_rows))

union all

select
    series.metric_name,
    'has rows of a grain or a segment that the catalog does not name: '
    || series.period_grain || ', ' || series.segment_type as problem
from series
inner join catalog on series.metric_name = catalog.metric_name
where
    ', ' || catalog.grains || ',' not like '%, ' || series.period_grain || ',%'
    or not (
        series.segment_type = 'all'
        or ', ' || catalog.segments || ',' like '%, ' || series.segment_type || ',%'
        or (
            catalog.segments like '%account segments%'
            and {{ is_one_of('series.segment_type', account_segments()) }}
        )
    )
