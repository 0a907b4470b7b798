-- Every raw row that was not accepted, whole, with the first rule that it breaks.
{% for table in raw_contract() %}
    {% if is_loaded(table) %}
    select
        '{{ table }}' as table_name,
        checked_rows.reject_reason,
        coalesce(checked_rows.raw_row, late_rejects.raw_row) as raw_row,
        checked_rows._loaded_at
    from {{ ref('core_' ~ table ~ '_checked') }} as checked_rows
    left join {{ ref('core_late_rejects') }} as late_rejects
        on checked_rows.{{ raw_contract()[table]['key'][0] }} = late_rejects.row_key
            and checked_rows.raw_row is null
            and late_rejects.table_name = '{{ table }}'
    where checked_rows.reject_reason is not null
    {% else %}
    select
        '{{ table }}' as table_name,
        reject_reason,
        raw_row,
        _loaded_at
    from {{ ref('core_' ~ table ~ '_checked') }}
    where reject_reason is not null
    {% endif %}
    {{ 'union all' if not loop.last }}
{% endfor %}
