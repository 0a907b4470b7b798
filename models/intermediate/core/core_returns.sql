with checked_rows as (
    select * from {{ ref('core_returns_checked') }}
)

select
    return_id,
    order_item_id,
    quantity,
    returned_at,
    returned_on
from checked_rows
where
    reject_reason is null
    and returned_on <= {{ as_of_date() }}
