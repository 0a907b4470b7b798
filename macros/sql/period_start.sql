{# The first day of the day, week, month, quarter or year that holds a day; weeks start on the var week_start. #}
{% macro period_start(grain, day) -%}
    {%- if grain == 'day' -%}{{ day }}
    {%- elif grain == 'week' and var('week_start') == 'sunday' -%}
        cast({{ dbt.dateadd('day', -1, dbt.date_trunc('week', dbt.dateadd('day', 1, day))) }} as date)
    {%- else -%}cast({{ dbt.date_trunc(grain, day) }} as date)
    {%- endif -%}
{%- endmacro %}
