-- One row per period (day, week, month) and segment value, from its first use of a feature on, with
-- what int_segment_feature_counts has of those with any, and the segment that it is compared with:
-- a feature with all, any other segment with itself.
with segment_feature_counts as (
    select * from {{ ref('int_segment_feature_counts') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

every_segment_period as (
    {{ every_period('segment_feature_counts', [
        'feature_users', 'feature_pairs', 'core_feature_pairs'
    ]) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    case when segment_type = 'feature' then 'all' else segment_type end as compared_segment_type,
    case when segment_type = 'feature' then 'all' else segment_value end as compared_segment_value,
    feature_users,
    feature_pairs,
    core_feature_pairs,
    is_complete
from every_segment_period
