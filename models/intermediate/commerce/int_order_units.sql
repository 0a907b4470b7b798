-- One row per item of an order that was not cancelled: units ordered, and of them the units that
-- came back by as_of_date.
with order_items as (
    select * from {{ ref('core_order_items') }}
),

orders as (
    select * from {{ ref('int_orders') }}
),

item_returns as (
    select
        order_item_id,
        sum(quantity) as returned_units
    from {{ ref('core_returns') }}
    group by 1
)

select
    order_items.order_item_id,
    order_items.order_id,
    order_items.product_id,
    orders.ordered_on,
    order_items.quantity as units,
    cast(coalesce(item_returns.returned_units, 0) as decimal(28, 8)) as returned_units
from order_items
inner join orders on order_items.order_id = orders.order_id
left join item_returns on order_items.order_item_id = item_returns.order_item_id
