{#
    The rows of one metric in metric_values, from its mart. A ratio names its two parts; any other metric names the
    column that is its value.
#}
{% macro metric_rows(metric, mart, value=none, numerator=none, denominator=none) -%}
select
    '{{ metric }}' as metric_name,
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    cast({{ value or numerator }} as decimal(38, 8)) as numerator,
    cast({{ denominator or 'null' }} as decimal(38, 8)) as denominator,
    cast({{ value or 'metric_value' }} as decimal(38, 10)) as metric_value,
    is_complete
from {{ ref(mart) }}
{%- endmacro %}
