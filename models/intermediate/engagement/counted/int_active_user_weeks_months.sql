{%- set since = counted_since() -%}

-- One row per week and month and user active in it, with the segments of the last day of use, of
-- the last day on which the account paid, and of the last day before the period.
with user_days as (
    select * from {{ ref('int_user_days') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

period_checksums as (
    select *
    from {{ ref('int_period_checksums') }}
    where
        period_grain in ('week', 'month')
        and {{ is_to_count(since) }}
),

use_days as (
    select
        period_checksums.*,
        period_days.calendar_day
    from period_days
    inner join period_checksums
        on period_days.period_grain = period_checksums.period_grain
            and period_days.period_start = period_checksums.period_start
),

user_periods as (
    select
        use_days.period_grain,
        use_days.period_start,
        user_days.user_id,
        count(*) as active_days,
        max(user_days.active_on) as last_active_on,
        {{ latest('user_days.segment_span_id', 'user_days.active_on') }} as segment_span_id,
        {{ latest(
            'case when user_days.is_paid then user_days.segment_span_id end',
            'case when user_days.is_paid then user_days.active_on end'
        ) }} as paid_segment_span_id,
        max(user_days.role) as role,
        min(user_days.first_active_on) as first_active_on,
        max(case
            when user_days.previous_active_on < use_days.period_start
                then user_days.previous_active_on
        end) as previous_active_on,
        max(case
            when user_days.previous_active_on < use_days.period_start
                then user_days.previous_segment_span_id
        end) as previous_segment_span_id
    from user_days
    inner join use_days on user_days.active_on = use_days.calendar_day
    group by 1, 2, 3
)

select
    user_periods.period_grain,
    user_periods.period_start,
    user_periods.user_id,
    user_periods.active_days,
    user_periods.last_active_on,
    user_periods.segment_span_id,
    user_periods.paid_segment_span_id,
    user_periods.role,
    user_periods.first_active_on,
    user_periods.previous_segment_span_id,
    {{ lifecycle_state(
        'user_periods.previous_active_on', 'period_checksums.previous_period_start'
    ) }} as lifecycle_state,
    period_checksums.period_end,
    period_checksums.counted_through,
    period_checksums.use_checksum,
    {{ definition_number(var('week_start') ~ lifecycle_state('', '')) }} as definition
from user_periods
inner join period_checksums
    on user_periods.period_grain = period_checksums.period_grain
        and user_periods.period_start = period_checksums.period_start
