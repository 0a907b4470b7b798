-- Media costs alone / new paying accounts: what advertising costs, before people and tools.
with segment_campaign_periods as (
    select *
    from {{ ref('int_segment_campaign_periods') }}
    where
        period_grain in ('week', 'month')
        and has_media_cost
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    media_cost,
    new_paying_accounts,
    {{ exact_ratio('media_cost', 'new_paying_accounts') }} as metric_value,
    are_movements_complete as is_complete
from segment_campaign_periods
