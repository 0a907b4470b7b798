-- One row per metric: what it is, who owns it, what it decides, where it is defined, whether this
-- build has rows.
with metric_values as (
    select * from {{ ref('metric_values') }}
),

metrics_with_rows as (
    select
        metric_name,
        max(case when segment_type = 'all' then 1 else 0 end) as has_all
    from metric_values
    group by 1
),

entries as (
    {% for entry in (metric_catalog_entries() if execute else [{}]) %}
        {% set reviewed_on = entry.get('reviewed_on') %}
        select
            {% for field in [
                'name', 'title', 'family', 'definition', 'formula', 'unit', 'direction', 'kind',
                'signal', 'owner', 'decision', 'grains', 'segments', 'raw_tables', 'file', 'note'
            ] %}
                {{ catalog_text(entry.get(field)) }} as {{ field }},
            {% endfor %}
            cast({{ catalog_text(reviewed_on | string if reviewed_on else none) }} as date)
                as reviewed_on
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    entries.name as metric_name,
    entries.title,
    entries.family,
    entries.definition,
    entries.formula,
    entries.unit,
    entries.direction,
    entries.kind,
    entries.signal,
    entries.owner,
    entries.decision,
    entries.grains,
    entries.segments,
    entries.raw_tables,
    entries.file,
    entries.note,
    entries.reviewed_on,
    metrics_with_rows.metric_name is not null as has_rows,
    coalesce(metrics_with_rows.has_all = 1, false) as has_all_rows
from entries
left join metrics_with_rows on entries.name = metrics_with_rows.metric_name
