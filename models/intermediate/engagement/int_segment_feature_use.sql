-- One row per period (day, week, month) and segment value, from its first use of a feature on:
-- users of any feature, and pairs of a user and a feature used, each user in the segments of the
-- last day of use; in segment `feature`, the users of that feature. A core feature counts as such
-- from its release on.
with feature_use_days as (
    select * from {{ ref('int_feature_use_days') }}
),

core_features as (
    select *
    from {{ ref('core_features') }}
    where is_core
),

active_user_periods as (
    select * from {{ ref('int_active_user_periods') }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

feature_user_periods as (
    select
        period_days.period_grain,
        period_days.period_start,
        feature_use_days.feature_id,
        feature_use_days.user_id,
        max(case when core_features.feature_id is not null then 1 else 0 end) as is_core_use
    from feature_use_days
    inner join period_days on feature_use_days.used_on = period_days.calendar_day
    inner join periods
        on period_days.period_grain = periods.period_grain
            and period_days.period_start = periods.period_start
    left join core_features
        on feature_use_days.feature_id = core_features.feature_id
            and periods.closed_on >= core_features.released_on
    group by 1, 2, 3, 4
),

user_periods as (
    select
        period_grain,
        period_start,
        user_id,
        count(*) as features_used,
        sum(is_core_use) as core_features_used
    from feature_user_periods
    group by 1, 2, 3
),

placed_user_periods as (
    select
        user_periods.period_grain,
        user_periods.period_start,
        active_user_periods.segment_span_id,
        active_user_periods.role,
        1 as feature_users,
        user_periods.features_used as feature_pairs,
        user_periods.core_features_used as core_feature_pairs
    from user_periods
    inner join active_user_periods
        on user_periods.period_grain = active_user_periods.period_grain
            and user_periods.period_start = active_user_periods.period_start
            and user_periods.user_id = active_user_periods.user_id
),

segment_feature_use as (
    {{ every_segment('placed_user_periods', [
        'feature_users', 'feature_pairs', 'core_feature_pairs'
    ]) }}

    union all

    select
        period_grain,
        period_start,
        'feature' as segment_type,
        feature_id as segment_value,
        count(*) as feature_users,
        count(*) as feature_pairs,
        cast(sum(is_core_use) as bigint) as core_feature_pairs
    from feature_user_periods
    group by 1, 2, 3, 4
)

{{ every_period('segment_feature_use', ['feature_users', 'feature_pairs', 'core_feature_pairs']) }}
