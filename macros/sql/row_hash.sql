{#
    A whole number of 64 bits for the values of a row, nulls among them: the same for the same values on one engine. It is
    not made of a number per value, so that two rows that change places in one of their values have another sum.
#}
{% macro row_hash(columns) -%}
    {{ return(adapter.dispatch('row_hash', 'north_star')(columns)) }}
{%- endmacro %}

{% macro default__row_hash(columns) -%}
    hash(hash({{ columns | join(', ') }}))
{%- endmacro %}

{# hash_record_extended adds up a number per value #}
{% macro postgres__row_hash(columns) -%}
    hashtextextended(cast(row({{ columns | join(', ') }}) as text), 0)
{%- endmacro %}

{# A sum over the rows of a group, the same in whatever order they come: two groups with one sum have the same rows. #}
{% macro row_checksum(columns) -%}
    cast(sum({{ row_hash(columns) }}) as decimal(38, 0))
{%- endmacro %}
