-- One row per period (month, quarter, year) and feature, from its first cost of goods sold on: cost
-- booked on it and its distinct users, 0 where there were none.
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
        'feature' as segment_type,
        cogs.feature_id as segment_value,
        cast(sum(cogs.amount) as decimal(28, 8)) as cogs
    from cogs
    inner join period_days on cogs.cost_date = period_days.calendar_day
    group by 1, 2, 4
),

every_cost_period as (
    {{ every_period('feature_cogs', amounts=['cogs']) }}
),

feature_users as (
    select
        period_days.period_grain,
        period_days.period_start,
        feature_use_days.feature_id,
        -- the first row of a user in a period is the one whose day before is earlier
        count(case
            when coalesce(feature_use_days.previous_used_on < period_days.period_start, true) then 1
        end) as active_users
    from feature_use_days
    inner join period_days on feature_use_days.used_on = period_days.calendar_day
    group by 1, 2, 3
)

select
    every_cost_period.period_grain,
    every_cost_period.period_start,
    every_cost_period.period_end,
    every_cost_period.segment_type,
    every_cost_period.segment_value,
    every_cost_period.cogs,
    coalesce(feature_users.active_users, 0) as active_users,
    every_cost_period.is_complete
from every_cost_period
left join feature_users
    on every_cost_period.period_grain = feature_users.period_grain
        and every_cost_period.period_start = feature_users.period_start
        and every_cost_period.segment_value = feature_users.feature_id
