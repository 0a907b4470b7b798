-- Per raw table and reject reason (null: accepted) the number of rows: raw = accepted + rejected.
with counted_rows as (
    {% for table in raw_contract() %}
        select
            '{{ table }}' as table_name,
            {{ 'row_fault' if is_loaded(table) else 'reject_reason' }} as reject_reason,
            count(*) as row_count
        from {{ ref('core_' ~ table ~ ('_loaded' if is_loaded(table) else '_checked')) }}
        group by 1, 2
        union all
    {% endfor %}
    select
        table_name,
        reject_reason,
        count(*) as row_count
    from {{ ref('core_late_rejects') }}
    group by 1, 2

    union all

    -- was counted as accepted where it was loaded, so that not every row is judged once more
    select
        table_name,
        null as reject_reason,
        -count(*) as row_count
    from {{ ref('core_late_rejects') }}
    group by 1, 2
)

select
    table_name,
    reject_reason,
    cast(sum(row_count) as bigint) as row_count
from counted_rows
group by 1, 2
having sum(row_count) != 0
