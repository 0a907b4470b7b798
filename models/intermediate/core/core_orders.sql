with checked_rows as (
    select * from {{ ref('core_orders_checked') }}
)

select
    order_id,
    customer_id,
    ordered_at,
    ordered_on,
    status,
    amount,
    coalesce(channel, 'unknown') as channel,
    account_id
from checked_rows
where
    reject_reason is null
    and not is_internal
    and ordered_on <= {{ as_of_date() }}
