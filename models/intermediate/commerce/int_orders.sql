-- One row per order that was not cancelled. is_first_order: the customer's first of these, ties by
-- order_id.
with orders as (
    select *
    from {{ ref('core_orders') }}
    where status != 'cancelled'
)

select
    order_id,
    customer_id,
    ordered_at,
    ordered_on,
    amount,
    row_number() over (partition by customer_id order by ordered_at, order_id) = 1 as is_first_order
from orders
