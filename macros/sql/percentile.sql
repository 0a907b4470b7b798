{#
    The percentile of a group's values, interpolated between its two neighbours; nulls do not count, and a group
    without values has none. Exact where the values are whole and `share` a quarter, a half or three.
#}
{% macro percentile(values, share) -%}
    {{ return(adapter.dispatch('percentile', 'north_star')(values, share)) }}
{%- endmacro %}

{% macro default__percentile(values, share) -%}
    cast(percentile_cont({{ share }}) within group (order by {{ values }}) as decimal(28, 8))
{%- endmacro %}
