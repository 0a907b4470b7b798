-- One row per period (day, week, month, quarter, year) from the first day of use on, with a sum
-- over all that was done until the last day of it that is over, as in int_use_periods, and over the
-- features released until then: what counts as a use of a core feature hangs on both.
with use_periods as (
    select * from {{ ref('int_use_periods') }}
),

features as (
    select * from {{ ref('core_features') }}
),

days as (
    select * from {{ ref('int_days') }}
),

released_features as (
    select
        released_on,
        {{ row_checksum(['feature_id', 'released_on', 'is_core']) }} as checksum
    from features
    group by 1
),

running_days as (
    select
        days.calendar_day,
        sum(coalesce(released_features.checksum, 0)) over (
            order by days.calendar_day
            rows between unbounded preceding and current row
        ) as running_checksum
    from days
    left join released_features on days.calendar_day = released_features.released_on
)

select
    use_periods.period_grain,
    use_periods.period_start,
    use_periods.period_end,
    use_periods.counted_through,
    {{ row_hash(['use_periods.use_checksum', 'running_days.running_checksum']) }} as use_checksum
from use_periods
inner join running_days on use_periods.counted_through = running_days.calendar_day
