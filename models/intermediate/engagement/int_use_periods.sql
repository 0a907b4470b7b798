-- One row per period (day, week, month, quarter, year) from the first day of use on, with the last
-- day of it that is over and a sum over all that was done until the end of that day, and over all
-- that is known of who did it: where it is the same in another build, so is what both count of
-- these days (macro counted_since).
with use_days as (
    select * from {{ ref('int_use_days') }}
),

event_actors as (
    select * from {{ ref('core_event_actors') }}
),

days as (
    select * from {{ ref('int_days') }}
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain in ('day', 'week', 'month', 'quarter', 'year')
),

first_days as (
    select min(first_occurred_on) as first_day
    from event_actors
    where
        reject_reason is null
        and not is_internal
),

running_days as (
    select
        days.calendar_day,
        sum(coalesce(use_days.checksum, 0)) over (
            order by days.calendar_day
            rows between unbounded preceding and current row
        ) as running_checksum
    from days
    inner join first_days on days.calendar_day >= first_days.first_day
    left join use_days on days.calendar_day = use_days.known_on
)

select
    periods.period_grain,
    periods.period_start,
    periods.period_end,
    periods.previous_period_start,
    periods.closed_on as counted_through,
    {{ row_hash(['running_days.running_checksum']) }} as use_checksum
from periods
inner join running_days on periods.closed_on = running_days.calendar_day
