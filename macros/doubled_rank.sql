{#
    Twice the rank of a value among those of its group, least first; ties have the mean of their ranks. Doubled it is a
    whole number, so that its sums are exact on every engine.
#}
{% macro doubled_rank(value, partition_by) -%}
    2 * rank() over (partition by {{ partition_by | join(', ') }} order by {{ value }})
    + count(*) over (partition by {{ partition_by | join(', ') }}, {{ value }}) - 1
{%- endmacro %}
