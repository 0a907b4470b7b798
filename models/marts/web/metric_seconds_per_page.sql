-- Mean time on a page over the views whose time is known: the last view of a visit often has none.
with segment_page_views as (
    select * from {{ ref('int_segment_page_views') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

every_segment_period as (
    {{ every_period('segment_page_views', ['timed_page_views'], amounts=['seconds']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    seconds,
    timed_page_views,
    {{ exact_ratio('seconds', 'timed_page_views') }} as metric_value,
    is_complete
from every_segment_period
