{%- set since = counted_since() -%}
{%- set longest_window = rolling_windows().values() | max -%}

-- One row per day of use, the day of use before it (earlier by less than the longest rolling
-- window), and segment value of the day before: the users whose days these are.
with user_days as (
    select *
    from {{ ref('int_user_days') }}
    where
        previous_active_on > cast({{ dbt.dateadd('day', 0 - longest_window, 'active_on') }} as date)
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

followed_days as (
    select
        active_on,
        previous_active_on,
        previous_segment_span_id as segment_span_id,
        role,
        1 as users
    from user_days
),

segment_followed_days as (
    {{ every_segment('followed_days', ['users'], keys=['active_on', 'previous_active_on']) }}
)

select
    segment_followed_days.*,
    period_checksums.use_checksum,
    {{ definition_number(every_segment('', ['']) ~ rolling_windows()) }} as definition
from segment_followed_days
inner join period_checksums on segment_followed_days.active_on = period_checksums.period_start
