{%- set since = counted_since() -%}

-- One row per day and segment value with any of them: active and value events, logins and engaged
-- time, each in the segments of the account in which, and on the day on which, it happened.
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where
        (active_events > 0 or value_events > 0 or login_events > 0)
        and {{ is_to_count(since, 'active_on') }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

period_checksums as (
    select *
    from {{ ref('int_period_checksums') }}
    where period_grain = 'day'
),

placed_user_days as (
    select
        'day' as period_grain,
        active_on as period_start,
        segment_span_id,
        role,
        active_events,
        login_events,
        value_events,
        engaged_seconds
    from account_user_days
),

segment_days as (
    {{ every_segment(
        'placed_user_days', ['active_events', 'login_events'], ['value_events', 'engaged_seconds']
    ) }}
)

select
    segment_days.period_start as active_on,
    segment_days.segment_type,
    segment_days.segment_value,
    segment_days.active_events,
    segment_days.value_events,
    segment_days.login_events,
    segment_days.engaged_seconds,
    period_checksums.use_checksum,
    {{ definition_number(every_segment('', [''])) }} as definition
from segment_days
inner join period_checksums on segment_days.period_start = period_checksums.period_start
