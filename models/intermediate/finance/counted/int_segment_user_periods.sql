{%- set since = counted_since() -%}

-- One row per period (month, quarter, year) and account segment value with active users: how many,
-- each once, in the segments of the account on the user's last day of use in the period.
with active_user_months as (
    select *
    from {{ ref('int_active_user_periods') }}
    where period_grain = 'month'
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

period_checksums as (
    select *
    from {{ ref('int_period_checksums') }}
    where {{ is_to_count(since) }}
),

placed_users as (
    select
        period_checksums.period_grain,
        period_checksums.period_start,
        active_user_months.user_id,
        {{ latest('active_user_months.segment_span_id', 'active_user_months.last_active_on') }}
            as segment_span_id,
        cast(null as {{ dbt.type_string() }}) as role,
        1 as active_users
    from active_user_months
    inner join period_days on active_user_months.last_active_on = period_days.calendar_day
    inner join period_checksums
        on period_days.period_grain = period_checksums.period_grain
            and period_days.period_start = period_checksums.period_start
    group by 1, 2, 3
),

segment_users as (
    {{ every_segment('placed_users', ['active_users']) }}
)

select
    segment_users.*,
    period_checksums.period_end,
    period_checksums.counted_through,
    period_checksums.use_checksum,
    {{ definition_number(every_segment('', [''])) }} as definition
from segment_users
inner join period_checksums
    on segment_users.period_grain = period_checksums.period_grain
        and segment_users.period_start = period_checksums.period_start
