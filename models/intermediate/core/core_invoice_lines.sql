with checked_rows as (
    select * from {{ ref('core_invoice_lines_checked') }}
)

select
    invoice_line_id,
    account_id,
    subscription_id,
    line_type,
    amount,
    invoiced_at,
    invoiced_on,
    service_started_at,
    service_ended_at
from checked_rows
where
    reject_reason is null
    and not is_internal
    and invoiced_on <= {{ as_of_date() }}
