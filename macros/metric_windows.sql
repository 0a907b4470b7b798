{#
    Lengths of time that are part of a metric's definition, in days: what is counted within them, and when a period's
    count is complete, is said by one number.
#}

{# From a user's creation: who is onboarded within them is activated. #}
{% macro activation_days() %}7{% endmacro %}

{# From a user's creation: the page views of content type onboarding within them count. #}
{% macro onboarding_days() %}30{% endmacro %}

{# From a feature's release: who uses it within them has adopted it. #}
{% macro adoption_days() %}30{% endmacro %}

{# From an NPS answer: it is what the person thinks within them, unless there is a later one. #}
{% macro answer_days() %}90{% endmacro %}

{# From the end of a period: a session that began in it may still run, and is dated at its start. #}
{% macro running_session_days() %}1{% endmacro %}


{# The rolling windows, which end on each day: the name that they have as a period's grain, and their days. #}
{% macro rolling_windows() %}{% do return({'rolling_7_days': 7, 'rolling_28_days': 28}) %}{% endmacro %}

{# They as rows: period_grain, window_days. #}
{% macro rolling_window_rows() %}
    {% for window, days in rolling_windows().items() %}
        select
            '{{ window }}' as period_grain,
            {{ days }} as window_days
        {{ 'union all' if not loop.last }}
    {% endfor %}
{% endmacro %}
