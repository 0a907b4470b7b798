{%- set since = counted_since() -%}

-- One row per period (day, week, month) and day of first use: of the users who began that day,
-- those active in the period.
with active_user_periods as (
    select *
    from {{ ref('int_active_user_periods') }}
    where {{ is_to_count(since) }}
),

period_checksums as (
    select * from {{ ref('int_period_checksums') }}
),

cohort_periods as (
    select
        period_grain,
        period_start,
        first_active_on,
        count(*) as active_users
    from active_user_periods
    group by 1, 2, 3
)

select
    cohort_periods.*,
    period_checksums.period_end,
    period_checksums.counted_through,
    period_checksums.use_checksum,
    {{ definition_number(var('week_start')) }} as definition
from cohort_periods
inner join period_checksums
    on cohort_periods.period_grain = period_checksums.period_grain
        and cohort_periods.period_start = period_checksums.period_start
