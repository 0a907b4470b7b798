-- Raw rows = accepted + rejected, for each table: counted in the raw tables themselves, in
-- raw_row_counts and, the accepted ones, where each row is judged, the rejected ones in the
-- rejects.
with raw_tables as (
    {% for table in raw_contract() %}
        select
            '{{ table }}' as table_name,
            0
            {% for relation in raw_relations(table) %}
                + (select count(*) as relation_rows from {{ relation }})
            {% endfor %}
                as raw_rows
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

counted_rows as (
    select
        table_name,
        sum(row_count) as counted_rows,
        sum(case when reject_reason is not null then row_count else 0 end) as rejected_rows
    from {{ ref('raw_row_counts') }}
    group by 1
),

accepted as (
    {% for table in raw_contract() %}
        select
            '{{ table }}' as table_name,
            count(*) as accepted_rows
        from {{ ref('core_' ~ table ~ '_checked') }}
        where reject_reason is null
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

rejects as (
    select
        table_name,
        count(*) as rejects
    from {{ ref('core_rejects') }}
    group by 1
)

select
    raw_tables.table_name,
    raw_tables.raw_rows,
    coalesce(counted_rows.counted_rows, 0) as accepted_and_rejected_rows,
    coalesce(counted_rows.rejected_rows, 0) as rejected_rows,
    accepted.accepted_rows,
    coalesce(rejects.rejects, 0) as rows_in_the_rejects
from raw_tables
inner join accepted on raw_tables.table_name = accepted.table_name
left join counted_rows on raw_tables.table_name = counted_rows.table_name
left join rejects on raw_tables.table_name = rejects.table_name
where
    raw_tables.raw_rows != coalesce(counted_rows.counted_rows, 0)
    or coalesce(counted_rows.rejected_rows, 0) != coalesce(rejects.rejects, 0)
    or coalesce(counted_rows.counted_rows, 0) - coalesce(counted_rows.rejected_rows, 0)
    != accepted.accepted_rows
