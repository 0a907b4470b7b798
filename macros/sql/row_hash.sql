{#
    A whole number (bigint) for the values of a row, nulls among them: the same for the same values on one engine. It is
    not made of a number per value, so that two rows that change places in one of their values have another sum.
#}
{% macro row_hash(columns) -%}
    {{ return(adapter.dispatch('row_hash', 'north_star')(columns)) }}
{%- endmacro %}

{# DuckDB's hash has one bit more than a bigint with a sign. #}
{% macro default__row_hash(columns) -%}
    cast(hash(hash({{ columns | join(', ') }})) >> 1 as bigint)
{%- endmacro %}

{# hash_record_extended adds up a number per value #}
{% macro postgres__row_hash(columns) -%}
    hashtextextended(cast(row({{ columns | join(', ') }}) as text), 0)
{%- endmacro %}

{# A sum over the rows of a group, the same in whatever order they come: two groups with one sum have the same rows. #}
{% macro row_checksum(columns) -%}{{ checksum(row_hash(columns)) }}{%- endmacro %}

{# The same, where the number of each row is known. #}
{% macro checksum(hashes) -%}cast(sum({{ hashes }}) as decimal(38, 0)){%- endmacro %}
