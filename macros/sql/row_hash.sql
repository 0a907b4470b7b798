{# A whole number of 64 bits for the values of a row, nulls among them: the same for the same values on one engine. #}
{% macro row_hash(columns) -%}
    {{ return(adapter.dispatch('row_hash', 'north_star')(columns)) }}
{%- endmacro %}

{% macro default__row_hash(columns) -%}
    hash({{ columns | join(', ') }})
{%- endmacro %}

{% macro postgres__row_hash(columns) -%}
    hash_record_extended(row({{ columns | join(', ') }}), 0)
{%- endmacro %}
