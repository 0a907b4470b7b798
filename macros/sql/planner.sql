{#
    What PostgreSQL's planner has to be told about a model; other engines plan by what they find on the way. Before: it
    has no statistics of a CTE, takes tens of thousands of rows for three and loops over them once for each row of
    another, or merges on half of the keys, and compiles what runs in a second; so joins are hashed.
    After: of a new table it knows nothing until it is told, and joins it as if it were small.
#}
{% macro before_model() %}{{ return(adapter.dispatch('before_model', 'north_star')()) }}{% endmacro %}

{% macro default__before_model() %}{% endmacro %}

{% macro postgres__before_model() %}
    {%- if model.config.materialized != 'view' %}set local enable_nestloop = off; set local enable_mergejoin = off; set local jit = off{% endif -%}
{% endmacro %}


{% macro after_model() %}{{ return(adapter.dispatch('after_model', 'north_star')()) }}{% endmacro %}

{% macro default__after_model() %}{% endmacro %}

{% macro postgres__after_model() %}
    {%- if model.config.materialized != 'view' %}analyze {{ this }}{% endif -%}
{% endmacro %}
