with staged_rows as (
    select * from {{ ref('stg_raw__returns') }}
),

known_order_items as (
    select order_item_id
    from {{ ref('core_order_items_checked') }}
    where reject_reason is null
),

row_checked as (
    select
        *,
        {{ row_fault('returns') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.return_id,
        row_checked.order_item_id,
        row_checked.quantity,
        row_checked.returned_at,
        {{ local_date('row_checked.returned_at') }} as returned_on,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when {{ has_raw_table('order_items') }} and known_order_items.order_item_id is null
                then 'unknown_order_item'
        end as reject_reason
    from row_checked
    left join known_order_items on row_checked.order_item_id = known_order_items.order_item_id
)

select
    return_id,
    order_item_id,
    quantity,
    returned_at,
    returned_on,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
