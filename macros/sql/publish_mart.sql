{#
    The statements that put the rows of `fresh` in the place of `shown`, a table from then on, to be run in one
    transaction with those of all other marts. A mart that names a column of days (meta `published_by`) is published by
    day, as long as its columns are those of `shown`.
#}
{% macro publish_mart(fresh, shown, day=none) %}{{ return(adapter.dispatch('publish_mart', 'north_star')(fresh, shown, day)) }}{% endmacro %}

{% macro default__publish_mart(fresh, shown, day) %}
    {% set found = adapter.get_relation(shown.database, shown.schema, shown.identifier) %}
    {% if day and found and found.is_table and adapter.get_columns_in_relation(fresh) == adapter.get_columns_in_relation(shown) %}
        {% do return(publish_days(fresh, shown, day)) %}
    {% endif %}
    {% set create = 'create or replace table ' ~ shown ~ ' as select * from ' ~ fresh %}
    {% do return(['drop ' ~ found.type ~ ' ' ~ shown, create] if found and not found.is_table else [create]) %}
{% endmacro %}

{#
    PostgreSQL keeps old rows for those who began to read before, but only in a table that stays: one of the same columns
    is emptied and filled again. Readers neither wait nor see it empty; grants, indexes and views on it stay. The lock
    is against another run that publishes at the same time.
#}
{% macro postgres__publish_mart(fresh, shown, day) %}
    {% if run_query(
        'select ' ~ columns_of(fresh) ~ ' = ' ~ columns_of(shown) ~ " and relkind = 'r' from pg_class"
        ~ " where oid = to_regclass('" ~ shown ~ "')"
    ).rows | map(attribute=0) | select | list %}
        {% set all_rows = ['delete from ' ~ shown, 'insert into ' ~ shown ~ ' select * from ' ~ fresh] %}
        {% do return(
            ['lock table ' ~ shown ~ ' in exclusive mode']
            + (publish_days(fresh, shown, day) if day else all_rows)
        ) %}
    {% endif %}
    {% set found = adapter.get_relation(shown.database, shown.schema, shown.identifier) %}
    {% set drop = ['drop ' ~ found.type | replace('_', ' ') ~ ' ' ~ shown] if found else [] %}
    {% do return(drop + ['create table ' ~ shown ~ ' as select * from ' ~ fresh, 'analyze ' ~ shown]) %}
{% endmacro %}

{#
    The statements that publish a mart by day, because a large one is dear to write and from one run to the next few of
    its days change: what is shown stays where the day's rows are the same, as many and of one checksum over all
    columns. The days that are not shown then are added. Rows without a day are always written.
#}
{% macro publish_days(fresh, shown, day) %}
    {% set columns = adapter.get_columns_in_relation(fresh) | map(attribute='quoted') | list %}
    {% set days = 'select ' ~ day ~ ', count(*) as day_rows, ' ~ row_checksum(columns) ~ ' as checksum from ' %}
    {% set same_days = days ~ fresh ~ ' group by 1 intersect ' ~ days ~ shown ~ ' group by 1' %}
    {% do return([
        'delete from ' ~ shown ~ ' where ' ~ day ~ ' is null or ' ~ day
        ~ ' not in (select ' ~ day ~ ' from (' ~ same_days ~ ') as same_days where ' ~ day ~ ' is not null)',
        'insert into ' ~ shown ~ ' select * from ' ~ fresh ~ ' where ' ~ day ~ ' is null or ' ~ day
        ~ ' not in (select distinct ' ~ day ~ ' from ' ~ shown ~ ')',
    ]) %}
{% endmacro %}

{# SQL of a relation's columns with their types and collations, in order, as one text. #}
{% macro columns_of(relation) -%}
    (
        select string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attcollation), ',' order by attnum)
        from pg_attribute
        where attrelid = to_regclass('{{ relation }}') and attnum > 0 and not attisdropped
    )
{%- endmacro %}


{#
    The statements that let the roles of the var `reader_roles` read these published marts, and nothing else. Only
    PostgreSQL, and only roles that the server has: the project creates none.
#}
{% macro let_readers_in(shown) %}{{ return(adapter.dispatch('let_readers_in', 'north_star')(shown)) }}{% endmacro %}

{% macro default__let_readers_in(shown) %}{% do return([]) %}{% endmacro %}

{% macro postgres__let_readers_in(shown) %}
    {% set statements = [] %}
    {% set roles = run_query('select rolname from pg_roles order by 1').columns[0].values() %}
    {% for role in roles if role in var('reader_roles') %}
        {% do statements.append('grant usage on schema ' ~ adapter.quote(target.schema) ~ ' to ' ~ adapter.quote(role)) %}
        {% do statements.append('grant select on ' ~ shown | join(', ') ~ ' to ' ~ adapter.quote(role)) %}
    {% endfor %}
    {% do return(statements) %}
{% endmacro %}
