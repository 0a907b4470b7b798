{# The value that a group has where `ordered_by`, in which no two of its rows are alike, is greatest; null where it is null in all. #}
{% macro latest(value, ordered_by) -%}
    {{ return(adapter.dispatch('latest', 'north_star')(value, ordered_by)) }}
{%- endmacro %}

{% macro default__latest(value, ordered_by) -%}
    max_by({{ value }}, {{ ordered_by }})
{%- endmacro %}

{% macro postgres__latest(value, ordered_by) -%}
    (array_agg({{ value }} order by {{ ordered_by }} desc nulls last))[1]
{%- endmacro %}
