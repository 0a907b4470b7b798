-- Per raw table and reject reason (null: accepted) the number of rows: raw = accepted + rejected.
{% for table in raw_contract() %}
    select
        '{{ table }}' as table_name,
        reject_reason,
        cast(count(*) as bigint) as row_count
    from {{ ref('core_' ~ table ~ '_checked') }}
    group by 1, 2
    {{ 'union all' if not loop.last }}
{% endfor %}
