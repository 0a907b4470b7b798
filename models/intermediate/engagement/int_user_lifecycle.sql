-- One row per period (day, week, month) and user with a state in it: new (first ever), returning (active in the period
-- before too), resurrecting (active, not in the one before), dormant (active in the one before, not in this).
with active_user_periods as (
    select * from {{ ref('int_active_user_periods') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

numbered_periods as (
    select
        active_user_periods.period_grain,
        active_user_periods.period_start,
        active_user_periods.user_id,
        periods.period_number,
        lag(periods.period_number) over (
            partition by active_user_periods.period_grain, active_user_periods.user_id
            order by periods.period_number
        ) as earlier_number,
        lead(periods.period_number) over (
            partition by active_user_periods.period_grain, active_user_periods.user_id
            order by periods.period_number
        ) as later_number
    from active_user_periods
    inner join periods
        on active_user_periods.period_grain = periods.period_grain
            and active_user_periods.period_start = periods.period_start
)

select
    period_grain,
    period_start,
    user_id,
    case
        when earlier_number is null then 'new'
        when earlier_number = period_number - 1 then 'returning'
        else 'resurrecting'
    end as lifecycle_state
from numbered_periods

union all

-- the period after the last of a run of active ones, where the calendar has one
select
    numbered_periods.period_grain,
    periods.period_start,
    numbered_periods.user_id,
    'dormant' as lifecycle_state
from numbered_periods
inner join periods
    on numbered_periods.period_grain = periods.period_grain
        and numbered_periods.period_number + 1 = periods.period_number
where
    numbered_periods.later_number is null
    or numbered_periods.later_number > numbered_periods.period_number + 1
