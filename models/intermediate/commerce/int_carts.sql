-- One row per cart: whether it had no order by the end of its window. A cancelled order is none.
-- Without a table of orders nothing can be said of a cart, and there are no rows.
with carts as (
    select *
    from {{ ref('core_carts') }}
    where {{ has_raw_table('orders') }}
),

orders as (
    select * from {{ ref('int_orders') }}
)

select
    carts.cart_id,
    carts.customer_id,
    carts.created_on,
    case
        when orders.order_id is null then true
        when orders.ordered_at
            > {{ dbt.dateadd('hour', var('cart_window_hours'), 'carts.created_at') }}
            then true
        else false
    end as is_abandoned
from carts
left join orders on carts.order_id = orders.order_id
