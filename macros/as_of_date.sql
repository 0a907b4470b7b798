{#
    The day at whose end everything is seen: var `as_of_date`, else the demo's last day, else the day of the run.
    This file alone reads a clock; models take the date from here, as a literal.
#}
{% macro as_of_day() %}
    {%- if var('as_of_date', none) -%}
        {#- models are written with the day in them, so it is looked at before any other var -#}
        {%- if not north_star.is_day(var('as_of_date')) -%}{%- do north_star.refuse_var('as_of_date', 'a date (2024-03-31), or null for the day of the run') -%}{%- endif -%}
        {%- do return(var('as_of_date') | string) -%}
    {%- endif -%}
    {%- do return(var('demo_last_day') if var('use_demo_data') else run_started_at.strftime('%Y-%m-%d')) -%}
{% endmacro %}

{% macro as_of_date() %}cast('{{ north_star.as_of_day() }}' as date){% endmacro %}


{# Whether the days before `end` (a date, not one of them), and `days_after` days more, are over at as_of_date. #}
{% macro is_over(end, days_after=0) -%}
    {{ dbt.dateadd('day', days_after ~ ' - 1', end) }} <= {{ north_star.as_of_date() }}
{%- endmacro %}


{# The instant (UTC) at which `as_of_date` is over in the reporting timezone. #}
{% macro as_of_ends_at() -%}
    {{ north_star.utc_timestamp("cast('" ~ (modules.datetime.date.fromisoformat(north_star.as_of_day()) + modules.datetime.timedelta(days=1)) ~ "' as timestamp)") }}
{%- endmacro %}


{# The first day that no row can be of: more than a year after the run, or after as_of_date where that is later. #}
{% macro implausible_from() -%}
    {%- set last = [as_of_day(), run_started_at.strftime('%Y-%m-%d')] | max -%}
    cast('{{ modules.datetime.date.fromisoformat(last) + modules.datetime.timedelta(days=366) }}' as date)
{%- endmacro %}


{# The instant (UTC) at which the day of the run is over: nothing can have been loaded later. #}
{% macro run_ends_at() -%}
    cast('{{ run_started_at.date() + modules.datetime.timedelta(days=1) }}' as date)
{%- endmacro %}
