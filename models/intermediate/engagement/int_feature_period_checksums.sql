-- One row per period (day, week, month, quarter, year) from the first day of use on, with a sum
-- over all that was done until the last day of it that is over, as in int_period_checksums, and
-- over the features released until then: what counts as a use of a core feature hangs on both.
with period_checksums as (
    select * from {{ ref('int_period_checksums') }}
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
    period_checksums.period_grain,
    period_checksums.period_start,
    period_checksums.period_end,
    period_checksums.counted_through,
    {{ row_hash(['period_checksums.use_checksum', 'running_days.running_checksum']) }}
        as use_checksum
from period_checksums
inner join running_days on period_checksums.counted_through = running_days.calendar_day
