{# Whether an event is one by which a user has come back: the var success_events, else login_events, as SQL. #}
{% macro is_success_event(column) -%}
    {{ is_one_of(column, var('success_events') or var('login_events')) }}
{%- endmacro %}
