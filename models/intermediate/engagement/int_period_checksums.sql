-- One row per period (day, week, month, quarter, year) from the first day of use on, with the last
-- day of it that is over and a sum over all that was done until the end of that day, over what is
-- known of who did it, and over the segments of their accounts: where it is the same in another
-- build, so is what both count of these days (macro counted_since).
with day_checksums as (
    select * from {{ ref('int_day_checksums') }}
),

event_actors as (
    select * from {{ ref('core_event_actors') }}
),

segment_spans as (
    select *
    from {{ ref('int_account_segment_spans') }}
    where segment_type = 'all'
),

days as (
    select * from {{ ref('int_days') }}
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain in ('day', 'week', 'month', 'quarter', 'year')
),

account_uses as (
    select
        account_id,
        min(first_occurred_on) as first_used_on
    from event_actors
    where
        reject_reason is null
        and not is_internal
    group by 1
),

known_things as (
    select
        known_on,
        use_checksum
    from day_checksums

    union all

    -- what an account was before its first use counts on the day of it
    select
        greatest(segment_spans.valid_from, account_uses.first_used_on) as known_on,
        segment_spans.segment_span_id as use_checksum
    from segment_spans
    inner join account_uses on segment_spans.account_id = account_uses.account_id
),

known_days as (
    select
        known_on,
        {{ checksum('use_checksum') }} as use_checksum
    from known_things
    group by 1
),

first_days as (
    select min(first_used_on) as first_day
    from account_uses
),

running_days as (
    select
        days.calendar_day,
        sum(coalesce(known_days.use_checksum, 0)) over (
            order by days.calendar_day
            rows between unbounded preceding and current row
        ) as running_checksum
    from days
    inner join first_days on days.calendar_day >= first_days.first_day
    left join known_days on days.calendar_day = known_days.known_on
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
