{#
    Tables that grow by the day (`grows` in the raw contract) are read as they grow: a build reads the days of loading
    that are new, the last `lookback_days` before them, whose rows may still be corrected in place, and all from the
    first earlier day on whose rows are not those that were read (late rows without a time of loading, a backfill, a
    deletion). What is loaded then replaces what was; all before it stays as it is, and is not judged again: of
    several rows with one key the first loaded stays, so no later row changes the verdict on an earlier one. What
    depends on other tables or on the day of the run is judged by those who read the loaded rows.
#}

{# Whether a table of the contract is read as it grows. #}
{% macro is_loaded(table) %}{% do return(raw_contract()[table].get('grows', false)) %}{% endmacro %}


{#
    core_<table>_loaded: every raw row once, with its day and the first rule that it breaks by itself. The day is put down
    here because a timezone is dear to ask: more than a look at the row. `hashed`: columns of which a number is kept, by
    which those who read the rows find the days that have changed.
#}
{% macro loaded_rows(table, hashed=none) %}
{%- set contract = raw_contract()[table] -%}
{%- set key = contract['key'][0] -%}
{%- set occurred_on = local_date(contract['own_time']) -%}
{%- set since = loaded_since(table) -%}
{#- a few days are put aside to be read again; all of a large table is read again where it lies -#}
{%- set rows_to_load = 'rows_to_load' if since else '(' ~ staged_rows(table) ~ ') as rows_to_load' %}
with
{% if since %}
rows_to_load as (
    {{ staged_rows(table, since) }}
),
{% endif %}

key_uses as (
    select
        {{ key }},
        0 as is_known
    from {{ rows_to_load }}
    where {{ key }} is not null

    {% if since %}
    union all

    select
        {{ key }},
        1 as is_known
    from {{ this }}
    where {{ key }} in (select {{ key }} from {{ rows_to_load }})
    {% endif %}
),

-- few: what they cost does not hang on how much is loaded
repeated_keys as (
    select
        {{ key }} as repeated_key,
        {{ 'max(is_known)' if since else '0' }} as is_known
    from key_uses
    group by 1
    having count(*) > 1
),

ranked_rows as (
    select
        rows_to_load.*,
        1 as load_rank
    from {{ rows_to_load }}
    where not exists (select 1 from repeated_keys where repeated_keys.repeated_key = rows_to_load.{{ key }})

    union all

    select
        rows_to_load.*,
        {{ load_rank(table) }} + repeated_keys.is_known as load_rank
    from {{ rows_to_load }}
    inner join repeated_keys on rows_to_load.{{ key }} = repeated_keys.repeated_key
),

judged_rows as (
    select
        *,
        {{ row_fault(table, 'load_rank') }} as row_fault
    from ranked_rows
)

select
    {% for name in contract['columns'] %}
    {{ name }},
    {% endfor %}
    {{ occurred_on }} as occurred_on,
    {% if hashed %}
    {{ row_hash(hashed) }} as row_hash,
    {% endif %}
    _loaded_at,
    loaded_on,
    row_fault,
    case when row_fault is not null then {{ raw_row_text() }} end as raw_row,
    {{ definition_number(row_fault(table, 'load_rank') ~ typed_columns(contract) ~ occurred_on ~ hashed) }} as definition
from judged_rows
{% endmacro %}


{# The rows of a table that were loaded since a day, with the day; all without one. #}
{% macro staged_rows(table, since=none) %}
    select *
    from (
        select
            *,
            {{ loaded_on(raw_contract()[table]) }} as loaded_on
        from {{ ref('stg_raw__' ~ table) }}
        {% if since %}
        -- where the raw table can be searched by it, little is read
        where _loaded_at >= cast('{{ since }}' as date) or _loaded_at is null
        {% endif %}
    ) as staged_rows
    where {{ is_to_load(since) }}
{% endmacro %}


{# Whether a row is loaded since a day, as SQL; every row without one. #}
{% macro is_to_load(since) -%}
    {{ "(loaded_on >= cast('" ~ since ~ "' as date) or loaded_on is null)" if since else "true" }}
{%- endmacro %}


{# The day (UTC) on which a row was loaded: of `_loaded_at`, else its own. Null where neither is known or yet to come. #}
{% macro loaded_on(contract) -%}
    cast(
        case
            when coalesce(_loaded_at, {{ contract['own_time'] }}) < {{ run_ends_at() }}
                then coalesce(_loaded_at, {{ contract['own_time'] }})
        end as date
    )
{%- endmacro %}


{# How each column of a table is read, as one text. #}
{% macro typed_columns(contract) %}
{% for name, column in contract['columns'].items() %}{{ typed(name, column) }}{{ column.get('default') }},{% endfor %}
{% endmacro %}


{#
    A number for a definition, kept in each row that was made by it: of the model's own code, that of the views that it
    reads, and `text`, on which it depends beside these (vars, macros). Where the table holds rows of another one, the
    build says which models are to be built anew: two definitions in one table are none.
#}
{% macro definition_number(text='') %}
{%- set number = local_md5(code_with_views(model) ~ text)[:7] | int(base=16) -%}
{%- if adds_rows() -%}
    {%- set has_number = 'definition' in adapter.get_columns_in_relation(this) | map(attribute='name') | list -%}
    {%- set other_rows = ' where definition <> ' ~ number if has_number else '' -%}
    {%- set others = run_query('select count(*) from ' ~ this ~ other_rows).rows[0][0] -%}
    {%- if others -%}
        {%- do exceptions.raise_compiler_error(
            this.identifier ~ " holds " ~ others ~ " rows of another definition, or of other vars, than this build's. "
            ~ "It and all that reads it are to be built anew, and all marts in one build: dbt build --full-refresh"
        ) -%}
    {%- endif -%}
{%- endif -%}
{{ number }}
{%- endmacro %}


{# The code of a model and of the views that it reads: a view holds no rows by whose number another code would be seen. #}
{% macro code_with_views(node) %}
    {% set code = [node.raw_code] %}
    {% for parent in node.depends_on.nodes | sort if execute and parent in graph.nodes %}
        {% if graph.nodes[parent].config.materialized == 'view' %}
            {% do code.append(code_with_views(graph.nodes[parent])) %}
        {% endif %}
    {% endfor %}
    {% do return(code | join) %}
{% endmacro %}


{#
    The first day of loading that core_<table>_loaded has to load again, as text; none where it loads everything. Its
    days are compared with those of the raw table by a sum over the rows' keys and own times, which is little to read.
#}
{% macro loaded_since(table) %}
    {% if not adds_rows() %}{% do return(none) %}{% endif %}
    {% set raw_days = days_of(table, '(' ~ staged_rows(table) ~ ') as raw_rows') %}
    {% set kept_days = days_of(table, this) %}
    {% set first_day = run_query(
        'with raw_days as (' ~ raw_days ~ '), kept_days as (' ~ kept_days ~ '), days_to_load as (
            select coalesce(raw_days.loaded_on, kept_days.loaded_on) as loaded_on
            from raw_days
            full outer join kept_days on raw_days.loaded_on = kept_days.loaded_on
            where raw_days.checksum is null or kept_days.checksum is null
                or raw_days.checksum <> kept_days.checksum
            union all
            select cast(' ~ dbt.dateadd('day', 0 - var('lookback_days'), 'max(loaded_on)') ~ ' as date) as loaded_on
            from kept_days
        )
        select cast(min(loaded_on) as varchar) as loaded_on from days_to_load'
    ).rows[0][0] %}
    {% do return(first_day or '0001-01-01') %}
{% endmacro %}

{% macro days_of(table, relation) %}
    select
        loaded_on,
        {{ row_checksum(raw_contract()[table]['key'] + [raw_contract()[table]['own_time']]) }} as checksum
    from {{ relation }}
    where loaded_on is not null
    group by 1
{% endmacro %}


{#
    Before an incremental model loads them: takes away the days that it loads again. Which these are is read in the
    model's own SQL, which dbt has made before: to compare all days costs more than to load a few, and the two never
    differ.
#}
{% macro unload() %}
    {% if adds_rows() %}
        {% set loaded_again = modules.re.findall("[(]loaded_on >= .*? or loaded_on is null[)]", model.compiled_code) | unique | list %}
        {{ only_one(loaded_again, 'is_to_load') }}
        delete from {{ this }} where {{ loaded_again[0] }}
    {% endif %}
{% endmacro %}


{# An error where a model's own SQL does not say in one way which rows it makes again. #}
{% macro only_one(conditions, said_by) %}
    {% if conditions | length != 1 %}
        {% do exceptions.raise_compiler_error(
            model.name ~ " has to say once, by " ~ said_by ~ ", which rows it makes again; found: " ~ conditions
        ) %}
    {% endif %}
{% endmacro %}


{#
    Whether the model adds to a table that is there. A unit test has none; what only looks at the SQL (compile, docs, a
    linter) sees that of a first build, whatever was built before.
#}
{% macro adds_rows() %}
    {% do return(execute and flags.WHICH in ['build', 'run', 'retry'] and this and is_incremental()) %}
{% endmacro %}
