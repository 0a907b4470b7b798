{#
    numerator / denominator in floating point, rounded at 12 decimals: for statistics, whose roots and logarithms are
    floats anyway. What can be counted is divided by exact_ratio. Null where the denominator is 0 or null.
#}
{% macro float_ratio(numerator, denominator) -%}
    cast(({{ numerator }}) / nullif({{ denominator }}, 0) as decimal(28, 12))
{%- endmacro %}
