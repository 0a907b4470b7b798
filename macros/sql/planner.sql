{#
    What PostgreSQL's planner has to be told about a model; other engines plan by what they find on the way. Before: it
    has no statistics of a CTE, takes a merge join on half of the keys for cheap and compiles what runs in a second.
    After: of a new table it knows nothing until it is told, and joins it as if it were small.
#}
{% macro before_model() %}{{ return(adapter.dispatch('before_model', 'north_star')()) }}{% endmacro %}

{% macro default__before_model() %}{% endmacro %}

{% macro postgres__before_model() %}
    {%- if model.config.materialized != 'view' %}set local enable_mergejoin = off; set local jit = off{% endif -%}
{% endmacro %}


{% macro after_model() %}{{ return(adapter.dispatch('after_model', 'north_star')()) }}{% endmacro %}

{% macro default__after_model() %}{% endmacro %}

{% macro postgres__after_model() %}
    {%- if model.config.materialized != 'view' %}analyze {{ this }}{% endif -%}
{% endmacro %}
