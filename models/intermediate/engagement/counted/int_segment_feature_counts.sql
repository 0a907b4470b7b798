{%- set since = counted_since(periods='int_feature_use_periods') -%}

-- One row per period (day, week, month) and segment value with any use of a feature in it: users of
-- any feature, and pairs of a user and a feature used, each user in the segments of the last day of
-- use; in segment `feature`, the users of that feature. A core feature counts as such from its
-- release on.
with feature_use_days as (
    select * from {{ ref('int_feature_use_days') }}
),

core_features as (
    select *
    from {{ ref('core_features') }}
    where is_core
),

active_user_periods as (
    select *
    from {{ ref('int_active_user_periods') }}
    where {{ is_to_count(since) }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

use_periods as (
    select *
    from {{ ref('int_feature_use_periods') }}
    where
        period_grain in ('day', 'week', 'month')
        and {{ is_to_count(since) }}
),

-- the first row of a user and feature in a period
feature_user_periods as (
    select
        use_periods.period_grain,
        use_periods.period_start,
        feature_use_days.feature_id,
        feature_use_days.user_id,
        case
            when coalesce(feature_use_days.any_previous_used_on < use_periods.period_start, true)
                then 1
            else 0
        end as feature_users,
        case when core_features.feature_id is not null then 1 else 0 end as core_feature_pairs
    from feature_use_days
    inner join period_days on feature_use_days.used_on = period_days.calendar_day
    inner join use_periods
        on period_days.period_grain = use_periods.period_grain
            and period_days.period_start = use_periods.period_start
    left join core_features
        on feature_use_days.feature_id = core_features.feature_id
            and use_periods.counted_through >= core_features.released_on
    where coalesce(feature_use_days.previous_used_on < use_periods.period_start, true)
),

feature_spans as (
    select
        feature_user_periods.period_grain,
        feature_user_periods.period_start,
        feature_user_periods.feature_id,
        active_user_periods.segment_span_id,
        active_user_periods.role,
        sum(feature_user_periods.feature_users) as feature_users,
        count(*) as feature_pairs,
        sum(feature_user_periods.core_feature_pairs) as core_feature_pairs
    from feature_user_periods
    inner join active_user_periods
        on feature_user_periods.period_grain = active_user_periods.period_grain
            and feature_user_periods.period_start = active_user_periods.period_start
            and feature_user_periods.user_id = active_user_periods.user_id
    group by 1, 2, 3, 4, 5
),

segment_feature_use as (
    {{ every_segment('feature_spans', ['feature_users', 'feature_pairs', 'core_feature_pairs']) }}

    union all

    select
        period_grain,
        period_start,
        'feature' as segment_type,
        feature_id as segment_value,
        cast(sum(feature_pairs) as bigint) as feature_users,
        cast(sum(feature_pairs) as bigint) as feature_pairs,
        cast(sum(core_feature_pairs) as bigint) as core_feature_pairs
    from feature_spans
    group by 1, 2, 3, 4
)

select
    segment_feature_use.*,
    use_periods.period_end,
    use_periods.counted_through,
    use_periods.use_checksum,
    {{ definition_number(var('week_start') ~ every_segment('', [''])) }} as definition
from segment_feature_use
inner join use_periods
    on segment_feature_use.period_grain = use_periods.period_grain
        and segment_feature_use.period_start = use_periods.period_start
