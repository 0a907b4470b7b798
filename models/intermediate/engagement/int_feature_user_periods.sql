{{ config(materialized="view") }}

-- One row per period (day, week, month), user and feature that the user used in it: whether it is
-- the first of any feature that the user used in the period, and whether it is a core feature,
-- which counts as such from its release on.
with feature_use_days as (
    select * from {{ ref('int_feature_use_days') }}
),

core_features as (
    select *
    from {{ ref('core_features') }}
    where is_core
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

use_periods as (
    select *
    from {{ ref('int_feature_use_periods') }}
    where period_grain in ('day', 'week', 'month')
)

select
    use_periods.period_grain,
    use_periods.period_start,
    use_periods.period_end,
    feature_use_days.user_id,
    feature_use_days.feature_id,
    coalesce(feature_use_days.any_previous_used_on < use_periods.period_start, true)
        as is_first_feature,
    core_features.feature_id is not null as is_core_feature
from feature_use_days
inner join period_days on feature_use_days.used_on = period_days.calendar_day
inner join use_periods
    on period_days.period_grain = use_periods.period_grain
        and period_days.period_start = use_periods.period_start
left join core_features
    on feature_use_days.feature_id = core_features.feature_id
        and use_periods.counted_through >= core_features.released_on
where coalesce(feature_use_days.previous_used_on < use_periods.period_start, true)
