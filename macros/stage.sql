{#
    Staging of a raw table, from the contract: every raw row once, each column typed and named as the contract
    has it, `raw_row` (the whole row as JSON text; of a table that is read as it grows as the engine holds a row, to
    be written as JSON where it is rejected) and `unparsed_column` (the first whose text is not of its type; null
    when all are). No row is judged or dropped here.
#}
{% macro stage(table) %}
{%- set columns = raw_contract()[table]['columns'] -%}
{%- set relations = raw_relations(table) -%}
with raw_rows as (
    {% for relation in relations %}
    {{ read_raw(relation, columns.keys(), as_json=(not is_loaded(table) or relations | length > 1)) }}
    {{ 'union all' if not loop.last }}
    {% else %}
    {{ no_raw_rows(columns.keys()) }}
    {% endfor %}
),

typed_rows as (
    select
        {% for name, column in columns.items() %}
        {{ typed(name, column) }} as {{ name }},
        {% if column['type'] != 'text' %}
        {{ raw_value(name) }} as {{ name }}_raw,
        {% endif %}
        {% endfor %}
        {{ as_timestamp('_loaded_at') }} as _loaded_at,
        {{ raw_value('_loaded_at') }} as _loaded_at_raw,
        {{ 'raw_row' if is_loaded(table) else raw_row_text() }} as raw_row
    from raw_rows
    {{ computed_once() }}
)

select
    {% for name, column in columns.items() %}
    {% if 'default' in column %}
    {% set value = 'coalesce(' ~ name ~ ', ' ~ column['default'] ~ ')' %}
    {{ 'cast(' ~ value ~ ' as decimal(28, 8))' if column['type'] == 'number' else value }} as {{ name }},
    {% else %}
    {{ name }},
    {% endif %}
    {% endfor %}
    _loaded_at,
    cast(
        case
            {% for name, column in columns.items() if column['type'] != 'text' %}
            when {{ is_unparsed(name) }} then '{{ name }}'
            {% endfor %}
            when {{ is_unparsed('_loaded_at') }} then '_loaded_at'
        end as varchar
    ) as unparsed_column,
    raw_row
from typed_rows
{% endmacro %}


{# A column of the raw row as its contract type, null when it does not parse. #}
{% macro typed(name, column) %}
    {%- if column['type'] == 'text' -%}
        {{ 'upper(' ~ raw_text(name) ~ ')' if column.get('upper') else raw_text(name) }}
    {%- elif column['type'] == 'timestamp' -%}{{ as_timestamp(name) }}
    {%- elif column['type'] == 'date' -%}cast({{ as_timestamp(name) }} as date)
    {%- elif column['type'] == 'month' -%}{{ as_month(name) }}
    {%- elif column['type'] == 'number' -%}{%- set places = column.get('places', 8) -%}cast({{ as_number(name, places) }} as decimal(28, {{ places }}))
    {%- else -%}
        case
            when lower({{ raw_text(name) }}) in ('true', 't', 'yes', 'y', '1', '1.0') then true
            when lower({{ raw_text(name) }}) in ('false', 'f', 'no', 'n', '0', '0.0') then false
        end
    {%- endif -%}
{% endmacro %}


{#
    Whether a column is null though its raw value is more than spaces. A `case`, because DuckDB computes all parts of an
    `and`: the raw value is read as text where the column is null, and nowhere else.
#}
{% macro is_unparsed(name) -%}
    case when {{ name }} is null then trim(cast({{ name }}_raw as varchar), ' ') <> '' else false end
{%- endmacro %}
