{#
    How a raw row is read on each engine: any column type, a missing optional column as null, a value that is
    not of its type as null. Dispatched, because safe casts and rows as JSON differ between engines.
#}
{% macro read_raw(relation, columns) %}{{ return(adapter.dispatch('read_raw', 'north_star')(relation, columns)) }}{% endmacro %}

{% macro default__read_raw(relation, columns) %}
    select to_jsonb(source_rows) as raw_row from {{ relation }} as source_rows
{% endmacro %}

{% macro duckdb__read_raw(relation, columns) %}
    (
        {{ duckdb__no_raw_rows(columns) }}
        union all by name
        select source_rows.*, cast(to_json(source_rows) as varchar) as raw_row from {{ relation }} as source_rows
    )
{% endmacro %}


{% macro no_raw_rows(columns) %}{{ return(adapter.dispatch('no_raw_rows', 'north_star')(columns)) }}{% endmacro %}

{% macro default__no_raw_rows(columns) %}
    select cast(null as jsonb) as raw_row where 1 = 0
{% endmacro %}

{% macro duckdb__no_raw_rows(columns) %}
    select
        {% for name in columns %}null as {{ name }}, {% endfor %}
        null as _loaded_at,
        null as raw_row
    where false
{% endmacro %}


{% macro raw_text(name) %}{{ return(adapter.dispatch('raw_text', 'north_star')(name)) }}{% endmacro %}

{% macro default__raw_text(name) %}nullif(trim(raw_row ->> '{{ name }}'), ''){% endmacro %}

{% macro duckdb__raw_text(name) %}nullif(trim(cast({{ name }} as varchar)), ''){% endmacro %}


{% macro raw_row_text() %}{{ return(adapter.dispatch('raw_row_text', 'north_star')()) }}{% endmacro %}

{% macro default__raw_row_text() %}cast(raw_row as varchar){% endmacro %}

{% macro duckdb__raw_row_text() %}cast(raw_row as varchar){% endmacro %}


{% macro as_timestamp(name) %}{{ return(adapter.dispatch('as_timestamp', 'north_star')(name)) }}{% endmacro %}

{# PostgreSQL 15 has no safe cast: the pattern admits only what parses, the day is held against its month. #}
{% macro default__as_timestamp(name) %}
    {%- set value = default__raw_text(name) -%}
    case
        when {{ value }} ~ '^\d{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])([T ]([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?)?(Z|[+-]\d\d(:?\d\d)?)?$'
            and cast(split_part(left({{ value }}, 10), '-', 1) as integer) > 0
            and cast(substring({{ value }} from '^\d{4}-\d{1,2}-(\d{1,2})') as integer) <= extract(
                day from make_date(
                    cast(substring({{ value }} from '^(\d{4})') as integer),
                    cast(substring({{ value }} from '^\d{4}-(\d{1,2})') as integer),
                    1
                ) + interval '1 month' - interval '1 day'
            )
            then timezone('UTC', cast(
                {{ value }} || case when {{ value }} ~ '[T ].*(Z|[+-]\d\d(:?\d\d)?)$' then '' else ' UTC' end
                as timestamp with time zone
            ))
    end
{%- endmacro %}

{% macro duckdb__as_timestamp(name) %}timezone('UTC', try_cast({{ name }} as timestamptz)){% endmacro %}


{% macro as_number(name) %}{{ return(adapter.dispatch('as_number', 'north_star')(name)) }}{% endmacro %}

{% macro default__as_number(name) %}
    {%- set value = default__raw_text(name) -%}
    case
        when {{ value }} ~ '^[+-]?(\d{1,19}(\.\d*)?|\.\d+)$' then cast({{ value }} as decimal(28, 8))
    end
{%- endmacro %}

{% macro duckdb__as_number(name) %}try_cast({{ name }} as decimal(28, 8)){% endmacro %}
