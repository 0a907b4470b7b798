with staged_rows as (
    select * from {{ ref('stg_raw__order_items') }}
),

known_orders as (
    select order_id
    from {{ ref('core_orders_checked') }}
    where reject_reason is null
),

row_checked as (
    select
        *,
        {{ row_fault('order_items') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.order_item_id,
        row_checked.order_id,
        row_checked.product_id,
        row_checked.quantity,
        row_checked.amount,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when {{ has_raw_table('orders') }} and known_orders.order_id is null
                then 'unknown_order'
        end as reject_reason
    from row_checked
    left join known_orders on row_checked.order_id = known_orders.order_id
)

select
    order_item_id,
    order_id,
    product_id,
    quantity,
    amount,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
