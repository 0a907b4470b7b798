-- Delivered messages that were ever opened / delivered messages, in the period of delivery.
with segment_email_messages as (
    select * from {{ ref('int_segment_email_messages') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    opened_messages,
    delivered_messages,
    {{ exact_ratio('opened_messages', 'delivered_messages') }} as metric_value,
    is_complete
from segment_email_messages
