-- One row per period (day, week, month) and user or account with a state in it: new (first ever),
-- returning (active in the period before too), resurrecting (active, not in the one before),
-- dormant (active in the one before, not in this). last_active_on: the last day of use in the
-- period; of the dormant, in the period before.
with active_user_periods as (
    select * from {{ ref('int_active_user_periods') }}
),

active_account_periods as (
    select * from {{ ref('int_active_account_periods') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

active_periods as (
    select
        'user' as subject_type,
        user_id as subject_id,
        period_grain,
        period_start,
        last_active_on
    from active_user_periods

    union all

    select
        'account' as subject_type,
        account_id as subject_id,
        period_grain,
        period_start,
        last_active_on
    from active_account_periods
),

numbered_periods as (
    select
        active_periods.subject_type,
        active_periods.subject_id,
        active_periods.period_grain,
        active_periods.period_start,
        active_periods.last_active_on,
        periods.period_number,
        lag(periods.period_number) over (
            partition by
                active_periods.period_grain, active_periods.subject_type, active_periods.subject_id
            order by periods.period_number
        ) as earlier_number,
        lead(periods.period_number) over (
            partition by
                active_periods.period_grain, active_periods.subject_type, active_periods.subject_id
            order by periods.period_number
        ) as later_number
    from active_periods
    inner join periods
        on active_periods.period_grain = periods.period_grain
            and active_periods.period_start = periods.period_start
)

select
    subject_type,
    subject_id,
    period_grain,
    period_start,
    case
        when earlier_number is null then 'new'
        when earlier_number = period_number - 1 then 'returning'
        else 'resurrecting'
    end as lifecycle_state,
    last_active_on
from numbered_periods

union all

-- the period after the last of a run of active ones, where the calendar has one
select
    numbered_periods.subject_type,
    numbered_periods.subject_id,
    numbered_periods.period_grain,
    periods.period_start,
    'dormant' as lifecycle_state,
    numbered_periods.last_active_on
from numbered_periods
inner join periods
    on numbered_periods.period_grain = periods.period_grain
        and numbered_periods.period_number + 1 = periods.period_number
where
    numbered_periods.later_number is null
    or numbered_periods.later_number > numbered_periods.period_number + 1
