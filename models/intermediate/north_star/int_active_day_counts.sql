-- One row per number of active days: users who were active on so many days of a month, over all
-- months followed by a complete one, and how many of them were active in the month after.
with active_user_months as (
    select * from {{ ref('int_active_user_periods') }}
    where period_grain = 'month'
),

periods as (
    select * from {{ ref('int_periods') }}
    where
        period_grain = 'month'
        and is_complete
)

select
    active_user_months.active_days,
    count(*) as users,
    count(next_months.user_id) as retained_users
from active_user_months
inner join periods on active_user_months.period_start = periods.previous_period_start
left join active_user_months as next_months
    on active_user_months.user_id = next_months.user_id
        and periods.period_start = next_months.period_start
group by 1
