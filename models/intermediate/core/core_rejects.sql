-- Every raw row that was not accepted, whole, with the first rule that it breaks.
{% for table in raw_contract() %}
    select
        '{{ table }}' as table_name,
        reject_reason,
        raw_row,
        _loaded_at
    from {{ ref('core_' ~ table ~ '_checked') }}
    where
        reject_reason is not null
        -- the others are the late ones
        {{ 'and raw_row is not null' if is_loaded(table) }}
    union all
{% endfor %}
select
    table_name,
    reject_reason,
    raw_row,
    _loaded_at
from {{ ref('core_late_rejects') }}
