-- One row per customer and day with an order that was not cancelled: several orders of a day are
-- one occasion.
with orders as (
    select * from {{ ref('int_orders') }}
)

select
    customer_id,
    ordered_on,
    count(*) as orders,
    cast(sum(amount) as decimal(28, 8)) as order_value
from orders
group by 1, 2
