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

period_checksums as (
    select *
    from {{ ref('int_feature_period_checksums') }}
    where period_grain in ('day', 'week', 'month')
)

select
    period_checksums.period_grain,
    period_checksums.period_start,
    period_checksums.period_end,
    feature_use_days.user_id,
    feature_use_days.feature_id,
    coalesce(feature_use_days.any_previous_used_on < period_checksums.period_start, true)
        as is_first_feature,
    core_features.feature_id is not null as is_core_feature
from feature_use_days
inner join period_days on feature_use_days.used_on = period_days.calendar_day
inner join period_checksums
    on period_days.period_grain = period_checksums.period_grain
        and period_days.period_start = period_checksums.period_start
left join core_features
    on feature_use_days.feature_id = core_features.feature_id
        and period_checksums.counted_through >= core_features.released_on
where coalesce(feature_use_days.previous_used_on < period_checksums.period_start, true)
