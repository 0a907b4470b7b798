{%- set since = counted_since(periods='int_feature_period_checksums') -%}

-- One row per period (day, week, month) and segment value with any use of a feature in it: users of
-- any feature, and pairs of a user and a feature used, each user in the segments of the last day of
-- use; in segment `feature`, the users of that feature.
with feature_user_periods as (
    select *
    from {{ ref('int_feature_user_periods') }}
    where {{ is_to_count(since) }}
),

-- read on its own: what is read twice is first put aside, row by row
used_features as (
    select *
    from {{ ref('int_feature_user_periods') }}
    where {{ is_to_count(since) }}
),

active_user_periods as (
    select *
    from {{ ref('int_active_user_periods') }}
    where {{ is_to_count(since) }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

period_checksums as (
    select * from {{ ref('int_feature_period_checksums') }}
),

placed_features as (
    select
        feature_user_periods.period_grain,
        feature_user_periods.period_start,
        active_user_periods.segment_span_id,
        active_user_periods.role,
        case when feature_user_periods.is_first_feature then 1 else 0 end as feature_users,
        1 as feature_pairs,
        case when feature_user_periods.is_core_feature then 1 else 0 end as core_feature_pairs
    from feature_user_periods
    inner join active_user_periods
        on feature_user_periods.period_grain = active_user_periods.period_grain
            and feature_user_periods.period_start = active_user_periods.period_start
            and feature_user_periods.user_id = active_user_periods.user_id
),

segment_feature_use as (
    {{ every_segment('placed_features', ['feature_users', 'feature_pairs', 'core_feature_pairs']) }}

    union all

    select
        period_grain,
        period_start,
        'feature' as segment_type,
        feature_id as segment_value,
        count(*) as feature_users,
        count(*) as feature_pairs,
        cast(sum(case when is_core_feature then 1 else 0 end) as bigint) as core_feature_pairs
    from used_features
    group by 1, 2, 3, 4
)

select
    segment_feature_use.*,
    period_checksums.period_end,
    period_checksums.counted_through,
    period_checksums.use_checksum,
    {{ definition_number(var('week_start') ~ every_segment('', [''])) }} as definition
from segment_feature_use
inner join period_checksums
    on segment_feature_use.period_grain = period_checksums.period_grain
        and segment_feature_use.period_start = period_checksums.period_start
