{#
    How a raw row is read on each engine: any column type, a missing optional column as null, a value that is
    not of its type as null. Dispatched, because safe casts and rows as JSON differ between engines; what counts
    as a timestamp or a number is one pattern for all of them.
#}
{% macro read_raw(relation, columns, as_json) %}
    {{- return(adapter.dispatch('read_raw', 'north_star')(relation, columns, as_json)) -}}
{% endmacro %}

{# `computed_once`, or PostgreSQL would make the JSON of a row again for every mention of a column: eight times slower. #}
{% macro default__read_raw(relation, columns, as_json) %}
    (select to_jsonb(north_star_row) as raw_row from {{ relation }} as north_star_row {{ computed_once() }})
{% endmacro %}

{#
    Not as JSON: the row as a struct, which costs nothing until it is read. The names are the project's own, so that a
    raw column of the user's may have any other.
#}
{% macro duckdb__read_raw(relation, columns, as_json) %}
    select {{ columns | join(', ') }}, _loaded_at, north_star_raw_row as raw_row
    from (
        select * rename (raw_row as north_star_raw_row) from ({{ duckdb__no_raw_rows(columns) }}) as no_rows
        union all by name
        select
            north_star_row.*,
            {{ 'to_json(north_star_row)' if as_json else 'north_star_row' }} as north_star_raw_row
        from {{ relation }} as north_star_row
    ) as named_rows
{% endmacro %}


{# No row, with every column of the contract. #}
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


{#
    Ends a query whose columns are to be computed where they stand, not pasted into every place that reads them. Other
    engines see that a column is read twice.
#}
{% macro computed_once() %}{{ return(adapter.dispatch('computed_once', 'north_star')()) }}{% endmacro %}

{% macro default__computed_once() %}{% endmacro %}

{% macro postgres__computed_once() %}offset 0{% endmacro %}


{# A value as it is read, of whichever type. #}
{% macro raw_value(name) %}{{ return(adapter.dispatch('raw_value', 'north_star')(name)) }}{% endmacro %}

{# PostgreSQL keeps the case of a quoted column: both spellings that a loader writes are read. #}
{% macro default__raw_value(name) -%}
    coalesce(raw_row ->> '{{ name }}', raw_row ->> '{{ name | upper }}')
{%- endmacro %}

{% macro duckdb__raw_value(name) %}{{ name }}{% endmacro %}


{# A value as text without the spaces around it (other white space is the value's); empty text is null. #}
{% macro raw_text(name) %}{{ return(adapter.dispatch('raw_text', 'north_star')(name)) }}{% endmacro %}

{#
    PostgreSQL: text is ordered by its bytes, as on the other engines, whatever the database's collation: every column
    made of this one inherits it.
#}
{% macro default__raw_text(name) -%}
    (nullif(trim({{ default__raw_value(name) }}, ' '), '') collate "C")
{%- endmacro %}

{#
    Hardly a value is empty or has spaces around it, and to look costs half of what trimming all of them does. Only the
    empty text and what begins with a space (or less) comes before '!', the character after the space. A whole number
    of a float column (how pandas writes whole numbers some of which are missing) is written without `.0`.
#}
{% macro duckdb__raw_text(name) %}
    {%- set value %}case
        when typeof({{ name }}) in ('DOUBLE', 'FLOAT') then regexp_replace(cast({{ name }} as varchar), '\.0$', '')
        else cast({{ name }} as varchar)
    end{% endset -%}
    case when {{ value }} < '!' or {{ value }} like '% ' then nullif(trim({{ value }}, ' '), '') else {{ value }} end
{%- endmacro %}


{# The whole raw row as JSON text. #}
{% macro raw_row_text() %}{{ return(adapter.dispatch('raw_row_text', 'north_star')()) }}{% endmacro %}

{% macro default__raw_row_text() %}cast(raw_row as varchar){% endmacro %}

{% macro duckdb__raw_row_text() %}cast(to_json(raw_row) as varchar){% endmacro %}


{# ISO 8601: a day, with or without a time of day, a fraction of its second and an offset to UTC. #}
{% macro timestamp_pattern() -%}
    ^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])
    {#- -#}
    ([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?( ?(Z|UTC|[+-](0\d|1[0-5])(:?[0-5]\d)?))?)?$
{%- endmacro %}

{# The same, where it ends in an offset. #}
{% macro offset_pattern() %}:.*(Z|UTC|[+-]\d{2}(:?\d{2})?)${% endmacro %}

{# A value as a timestamp in UTC without zone. An offset is converted; digits after the microsecond are cut off. #}
{% macro as_timestamp(name) %}{{ return(adapter.dispatch('as_timestamp', 'north_star')(name)) }}{% endmacro %}

{# PostgreSQL 15 has no safe cast: the pattern admits only what parses, the day is held against its month. #}
{% macro default__as_timestamp(name) %}
    {%- set value = default__raw_text(name) -%}
    case
        when {{ value }} ~ '{{ timestamp_pattern() }}' then case
            when
                left({{ value }}, 4) <> '0000'
                and cast(substring({{ value }} from 9 for 2) as integer) <= extract(
                    day from make_date(
                        cast(left({{ value }}, 4) as integer), cast(substring({{ value }} from 6 for 2) as integer), 1
                    ) + interval '1 month' - interval '1 day'
                )
                then timezone('UTC', cast(
                    regexp_replace({{ value }}, '(\.\d{6})\d+', '\1')
                    || case when {{ value }} ~ '{{ offset_pattern() }}' then '' else ' UTC' end
                    as timestamp with time zone
                ))
        end
    end
{%- endmacro %}

{#
    A column that is a timestamp already is taken as it is: typeof is known before the first row is read, so nothing but
    the look for infinity is left, and of a file only the rows that a filter on it keeps are read whole. DuckDB wants
    seconds before an offset and no blank.
#}
{% macro duckdb__as_timestamp(name) %}
    {%- set value = duckdb__raw_text(name) -%}
    case
        when typeof({{ name }}) in ('TIMESTAMP', 'DATE', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS')
            then case when isfinite(try_cast({{ name }} as timestamp)) then try_cast({{ name }} as timestamp) end
        when typeof({{ name }}) = 'TIMESTAMP WITH TIME ZONE' then case
            when isfinite(try_cast({{ name }} as timestamptz)) then timezone('UTC', try_cast({{ name }} as timestamptz))
        end
        when not regexp_matches({{ value }}, '{{ timestamp_pattern() }}') or left({{ value }}, 4) = '0000' then null
        when regexp_matches({{ value }}, '{{ offset_pattern() }}')
            then timezone('UTC', try_cast(
                regexp_replace(regexp_replace({{ value }}, '^(.{16})( ?[ZU+-])', '\1:00\2'), ' ([+-])', '\1') as timestamptz
            ))
        else try_cast({{ value }} as timestamp)
    end
{%- endmacro %}


{# A month as its first day, of whichever of its days it is written, or of none. Both engines know the operator `~`. #}
{% macro as_month(name) -%}
    case
        when {{ raw_text(name) }} ~ '{{ month_pattern() }}' then cast({{ raw_text(name) }} || '-01' as date)
        else cast({{ dbt.date_trunc('month', as_timestamp(name)) }} as date)
    end
{%- endmacro %}

{% macro month_pattern() %}^[1-9]\d{3}-(0[1-9]|1[0-2])${% endmacro %}


{# Digits with a point and an exponent; no separators, no NaN and no infinity. #}
{% macro number_pattern() %}^[+-]?(\d{1,60}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?${% endmacro %}

{# A value as a decimal of 28 digits, rounded half away from zero at `places`; null where it has more before them. #}
{% macro as_number(name, places=8) %}{{ return(adapter.dispatch('as_number', 'north_star')(name, places)) }}{% endmacro %}

{% macro default__as_number(name, places) %}
    {%- set value = default__raw_text(name) -%}
    case
        when {{ value }} ~ '{{ number_pattern() }}' then case
            when abs(round(cast({{ value }} as numeric), {{ places }})) < 1{{ '0' * (28 - places) }}
                then cast({{ value }} as decimal(28, {{ places }}))
        end
    end
{%- endmacro %}

{# A float goes by its shortest text, so that 12.34 stays 12.34. #}
{% macro duckdb__as_number(name, places) %}
    {%- set value = duckdb__raw_text(name) -%}
    case
        when typeof({{ name }}) in ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT')
            or typeof({{ name }}) in ('UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT')
            or typeof({{ name }}) like 'DECIMAL%'
            then try_cast({{ name }} as decimal(28, {{ places }}))
        when regexp_matches({{ value }}, '{{ number_pattern() }}') then try_cast({{ value }} as decimal(28, {{ places }}))
    end
{%- endmacro %}
