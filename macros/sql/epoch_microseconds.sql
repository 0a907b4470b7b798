{# A time as a whole number, so that a sum of times does not hang on the order of the rows. #}
{% macro epoch_microseconds(time) -%}
    {{ return(adapter.dispatch('epoch_microseconds', 'north_star')(time)) }}
{%- endmacro %}

{% macro default__epoch_microseconds(time) -%}
    cast(1000000 * extract(epoch from {{ time }}) as bigint)
{%- endmacro %}

{% macro duckdb__epoch_microseconds(time) -%}
    epoch_us({{ time }})
{%- endmacro %}
