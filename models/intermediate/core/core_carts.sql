with checked_rows as (
    select * from {{ ref('core_carts_checked') }}
)

select
    cart_id,
    customer_id,
    created_at,
    created_on,
    order_id
from checked_rows
where
    reject_reason is null
    and not is_internal
    and created_on <= {{ as_of_date() }}
