{#
    The state of who is active in a period, from the last active day before it and the start of the period before. The
    definition, for users and accounts alike; who was active in the period before and is not in this is dormant, and has
    no row to stand in.
#}
{% macro lifecycle_state(previous_active_on, previous_period_start) %}
    case
        when {{ previous_active_on }} is null then 'new'
        when {{ previous_active_on }} >= {{ previous_period_start }} then 'returning'
        else 'resurrecting'
    end
{%- endmacro %}
