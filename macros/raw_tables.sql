{#
    The tables of the contract that this installation reads from `raw_schema` or `raw_path`: var `raw_tables`,
    else all of them, or none where only mapped sources (var `sources`) are named.
#}
{% macro raw_tables() %}
    {% set chosen = var('raw_tables', none) %}
    {% if var('use_demo_data') or (chosen is none and not var('sources')) %}
        {% do return(raw_contract().keys() | list) %}
    {% endif %}
    {% do return(chosen or []) %}
{% endmacro %}


{# The models of mapped sources that feed a table: `map_<source>__<table>` for each source that lists it. #}
{% macro mapped_models(table) %}
    {% set models = [] %}
    {% for source_name, tables in (var('sources') or {}).items() if table in tables %}
        {% do models.append('map_' ~ source_name ~ '__' ~ table) %}
    {% endfor %}
    {% do return(models) %}
{% endmacro %}


{# The tables of the contract that this installation reads from anywhere, as the vars name them. #}
{% macro named_raw_tables() %}
    {% set names = raw_tables() | list %}
    {% for tables in (var('sources') or {}).values() if not var('use_demo_data') %}
        {% do names.extend(tables) %}
    {% endfor %}
    {% do return(names) %}
{% endmacro %}


{# Whether the installation has a table at all, as SQL: a reference into one that it has not is not checked. #}
{% macro has_raw_table(table) %}
    {%- do return('1 = 1' if table in named_raw_tables() else '1 = 0') -%}
{% endmacro %}
