-- All campaign costs / new paying accounts: those that are new in the month's movements.
with segment_campaign_periods as (
    select *
    from {{ ref('int_segment_campaign_periods') }}
    where period_grain in ('week', 'month')
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    campaign_cost,
    new_paying_accounts,
    {{ exact_ratio('campaign_cost', 'new_paying_accounts') }} as metric_value,
    are_movements_complete as is_complete
from segment_campaign_periods
