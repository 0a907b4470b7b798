{#
    Lengths of time that are part of a metric's definition, in days: what is counted within them, and when a period's
    count is complete, is said by one number.
#}

{# From a user's creation: who is onboarded within them is activated. #}
{% macro activation_days() %}7{% endmacro %}

{# From a user's creation: the views of onboarding pages and guides within them count. #}
{% macro onboarding_days() %}30{% endmacro %}

{# From a feature's release: who uses it within them has adopted it. #}
{% macro adoption_days() %}30{% endmacro %}
