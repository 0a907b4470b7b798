-- Of the delivered messages that were opened those that were clicked too; a click without an open
-- is not counted.
with segment_email_messages as (
    select * from {{ ref('int_segment_email_messages') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    opened_and_clicked_messages,
    opened_messages,
    {{ exact_ratio('opened_and_clicked_messages', 'opened_messages') }} as metric_value,
    is_complete
from segment_email_messages
