with checked_rows as (
    select * from {{ ref('core_order_items_checked') }}
)

select
    order_item_id,
    order_id,
    product_id,
    quantity,
    amount
from checked_rows
where
    reject_reason is null
