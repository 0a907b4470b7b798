{{ config(materialized="table") }}

-- One row per row that was sound by itself when it was loaded, and is rejected for what other tables
-- or the calendar say: its raw row, read again. The others are kept where they were loaded.
with
{% for table in raw_contract() if is_loaded(table) %}
{% set key = raw_contract()[table]['key'][0] %}
{{ table }}_keys as (
    select {{ key }} as row_key
    from {{ ref('core_' ~ table ~ '_checked') }}
    where reject_reason is not null and raw_row is null
),

{{ table }}_rows as (
    select
        {{ table }}_keys.row_key,
        {{ raw_row_text() }} as raw_row,
        {{ load_rank(table) }} as load_rank
    from {{ ref('stg_raw__' ~ table) }} as staged_rows
    inner join {{ table }}_keys on staged_rows.{{ key }} = {{ table }}_keys.row_key
),
{% endfor %}

every_row as (
    {% for table in raw_contract() if is_loaded(table) %}
    select
        '{{ table }}' as table_name,
        row_key,
        raw_row,
        load_rank
    from {{ table }}_rows
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    table_name,
    row_key,
    raw_row
from every_row
where load_rank = 1
