{%- set since = counted_since() -%}

-- One row per period (day, week, month) and account with an active user in it, with its last day of
-- use, its segments on that day and whether it paid at the close of it, and its state (new,
-- returning, resurrecting).
with account_days as (
    select * from {{ ref('int_account_days') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

period_checksums as (
    select *
    from {{ ref('int_period_checksums') }}
    where
        period_grain in ('day', 'week', 'month')
        and {{ is_to_count(since) }}
),

account_periods as (
    select
        period_checksums.period_grain,
        period_checksums.period_start,
        account_days.account_id,
        count(*) as active_days,
        max(account_days.active_on) as last_active_on,
        {{ latest('account_days.segment_span_id', 'account_days.active_on') }} as segment_span_id,
        max(case when account_days.is_paid then account_days.active_on end) as last_paid_on,
        max(case
            when account_days.previous_active_on < period_checksums.period_start
                then account_days.previous_active_on
        end) as previous_active_on
    from account_days
    inner join period_days on account_days.active_on = period_days.calendar_day
    inner join period_checksums
        on period_days.period_grain = period_checksums.period_grain
            and period_days.period_start = period_checksums.period_start
    group by 1, 2, 3
)

select
    account_periods.period_grain,
    account_periods.period_start,
    account_periods.account_id,
    account_periods.active_days,
    account_periods.segment_span_id,
    coalesce(account_periods.last_paid_on = account_periods.last_active_on, false) as is_paid,
    {{ lifecycle_state(
        'account_periods.previous_active_on', 'period_checksums.previous_period_start'
    ) }} as lifecycle_state,
    period_checksums.period_end,
    period_checksums.counted_through,
    period_checksums.use_checksum,
    {{ definition_number(var('week_start') ~ lifecycle_state('', '')) }} as definition
from account_periods
inner join period_checksums
    on account_periods.period_grain = period_checksums.period_grain
        and account_periods.period_start = period_checksums.period_start
