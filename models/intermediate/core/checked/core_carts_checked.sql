with staged_rows as (
    select * from {{ ref('stg_raw__carts') }}
),

known_orders as (
    select
        order_id,
        is_internal
    from {{ ref('core_orders_checked') }}
    where reject_reason is null
),

row_checked as (
    select
        *,
        {{ row_fault('carts') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.cart_id,
        row_checked.customer_id,
        row_checked.created_at,
        {{ local_date('row_checked.created_at') }} as created_on,
        row_checked.order_id,
        coalesce(known_orders.is_internal, false) as is_internal,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when row_checked.order_id is not null and {{ has_raw_table('orders') }}
                and known_orders.order_id is null
                then 'unknown_order'
        end as reject_reason
    from row_checked
    left join known_orders on row_checked.order_id = known_orders.order_id
)

select
    cart_id,
    customer_id,
    created_at,
    created_on,
    order_id,
    is_internal,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
