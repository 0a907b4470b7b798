-- One row per period (day, week, month) and segment value, from its first use of a feature on, with
-- what int_segment_feature_counts has of those with any.
with segment_feature_counts as (
    select * from {{ ref('int_segment_feature_counts') }}
),

periods as (
    select * from {{ ref('int_periods') }}
)

{{ every_period('segment_feature_counts', [
    'feature_users', 'feature_pairs', 'core_feature_pairs'
]) }}
