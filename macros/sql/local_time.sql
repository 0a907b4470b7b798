{# The day in the reporting timezone on which an instant (UTC, without zone) falls. #}
{% macro local_date(instant) -%}cast({{ north_star.local_timestamp(instant) }} as date){%- endmacro %}


{# The timestamp of the reporting timezone at an instant (UTC, without zone). #}
{% macro local_timestamp(instant) -%}
    {%- if var('reporting_timezone') == 'UTC' -%}{{ instant }}
    {%- else -%}{{ adapter.dispatch('shift_zone', 'north_star')(instant, 'UTC', var('reporting_timezone')) }}
    {%- endif -%}
{%- endmacro %}


{# The instant (UTC, without zone) of a timestamp of the reporting timezone. #}
{% macro utc_timestamp(local_time) -%}
    {%- if var('reporting_timezone') == 'UTC' -%}{{ local_time }}
    {%- else -%}{{ adapter.dispatch('shift_zone', 'north_star')(local_time, var('reporting_timezone'), 'UTC') }}
    {%- endif -%}
{%- endmacro %}


{# The same time of day in the reporting timezone, some days after an instant (UTC, without zone): an instant, too. #}
{% macro days_later(instant, days) -%}
    {{ utc_timestamp(dbt.dateadd('day', days, local_timestamp(instant))) }}
{%- endmacro %}


{# A timestamp without zone, read in one zone and written in another. #}
{% macro default__shift_zone(timestamp, from_zone, to_zone) -%}
    timezone('{{ to_zone }}', timezone('{{ from_zone }}', {{ timestamp }}))
{%- endmacro %}

{% macro spark__shift_zone(timestamp, from_zone, to_zone) -%}
    convert_timezone('{{ from_zone }}', '{{ to_zone }}', {{ timestamp }})
{%- endmacro %}
