{#
    The catalog's entries, read from the YAML beside each metric mart (config.meta.metrics), so that the words and the
    SQL stand side by side. The raw tables that a metric needs are read off its lineage.
#}
{% macro metric_catalog_entries() %}
    {% set entries = [] %}
    {% for node in graph.nodes.values() | sort(attribute='unique_id') if node.resource_type == 'model' and node.config.meta.get('metrics') %}
        {% set tables = raw_tables_above(node.unique_id) | unique | sort | join(', ') %}
        {% for metric in node.config.meta['metrics'] %}
            {% do entries.append(dict(
                metric,
                family=node.original_file_path.split('/')[-2],
                raw_tables=tables,
                file=node.original_file_path
            )) %}
        {% endfor %}
    {% endfor %}
    {% do return(entries) %}
{% endmacro %}


{# The raw tables that a model is made of, by its lineage. A name may come more than once. #}
{% macro raw_tables_above(unique_id, seen=none) %}
    {% set seen = seen if seen is not none else [] %}
    {% set tables = [] %}
    {% for parent in graph.nodes[unique_id].depends_on.nodes if parent in graph.nodes and parent not in seen %}
        {% do seen.append(parent) %}
        {% if '.stg_raw__' in parent %}
            {% do tables.append(parent.split('__')[-1]) %}
        {% else %}
            {% do tables.extend(raw_tables_above(parent, seen)) %}
        {% endif %}
    {% endfor %}
    {% do return(tables) %}
{% endmacro %}


{# A value of a catalog entry as an SQL text; a list is joined, what is not given is null. #}
{% macro catalog_text(value) -%}
    {%- if value is none -%}cast(null as varchar)
    {%- elif value is string -%}'{{ value | trim | replace("'", "''") | replace("\n", " ") }}'
    {%- else -%}'{{ value | join(", ") }}'
    {%- endif -%}
{%- endmacro %}
