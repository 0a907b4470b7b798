{#
    Whether a text column is one of the names in a list var: an empty list is false, a single name needs no list,
    a quote in a name is harmless.
#}
{% macro is_one_of(column, names) -%}
    {%- set names = [names] if names is string else (names or []) -%}
    {%- if names -%}
        {{ column }} in ({% for name in names %}'{{ name | replace("'", "''") }}'{{ ', ' if not loop.last }}{% endfor %})
    {%- else -%}1 = 0
    {%- endif -%}
{%- endmacro %}
