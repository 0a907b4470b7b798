-- One row per period (month, quarter, year) and feature ('all': any), from its first cost of goods
-- sold on: cost booked on it and its distinct users, 0 where there were none.
with cogs as (
    select *
    from {{ ref('core_costs') }}
    where
        category = 'cogs'
        and feature_id is not null
),

feature_use_days as (
    select * from {{ ref('int_feature_use_days') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

periods as (
    select * from {{ ref('int_periods') }}
),

feature_cogs as (
    select
        period_days.period_grain,
        period_days.period_start,
        cogs.feature_id,
        sum(cogs.amount) as cogs
    from cogs
    inner join period_days on cogs.cost_date = period_days.calendar_day
    group by 1, 2, 3
),

segment_cogs as (
    select
        period_grain,
        period_start,
        'feature' as segment_type,
        feature_id as segment_value,
        cast(cogs as decimal(28, 8)) as cogs
    from feature_cogs

    union all

    select
        period_grain,
        period_start,
        'all' as segment_type,
        'all' as segment_value,
        cast(sum(cogs) as decimal(28, 8)) as cogs
    from feature_cogs
    group by 1, 2
),

every_cost_period as (
    {{ every_period('segment_cogs', ['cogs']) }}
),

feature_users as (
    select distinct
        period_days.period_grain,
        period_days.period_start,
        feature_use_days.feature_id,
        feature_use_days.user_id
    from feature_use_days
    inner join period_days on feature_use_days.used_on = period_days.calendar_day
),

segment_users as (
    select
        period_grain,
        period_start,
        'feature' as segment_type,
        feature_id as segment_value,
        count(*) as active_users
    from feature_users
    group by 1, 2, 4

    union all

    select
        period_grain,
        period_start,
        'all' as segment_type,
        'all' as segment_value,
        count(distinct user_id) as active_users
    from feature_users
    group by 1, 2
)

select
    every_cost_period.period_grain,
    every_cost_period.period_start,
    every_cost_period.period_end,
    every_cost_period.segment_type,
    every_cost_period.segment_value,
    every_cost_period.cogs,
    coalesce(segment_users.active_users, 0) as active_users,
    every_cost_period.is_complete
from every_cost_period
left join segment_users
    on every_cost_period.period_grain = segment_users.period_grain
        and every_cost_period.period_start = segment_users.period_start
        and every_cost_period.segment_type = segment_users.segment_type
        and every_cost_period.segment_value = segment_users.segment_value
