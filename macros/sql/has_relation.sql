{# SQL that says whether there is a relation of any kind: a table, a view, a materialized view, a foreign table. #}
{% macro has_relation(relation) %}{{ return(adapter.dispatch('has_relation', 'north_star')(relation)) }}{% endmacro %}

{# Names differ in case on no engine but PostgreSQL. #}
{% macro default__has_relation(relation) %}
    select count(*) > 0
    from information_schema.tables
    where
        lower(table_catalog) = lower('{{ relation.database }}')
        and lower(table_schema) = lower('{{ relation.schema }}')
        and lower(table_name) = lower('{{ relation.identifier }}')
{% endmacro %}

{% macro postgres__has_relation(relation) %}
    select to_regclass('{{ relation.include(database=false) }}') is not null
{% endmacro %}
