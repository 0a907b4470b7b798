{%- set since = counted_since() -%}

-- One row per period (day, week, month) and day of first use: of the users who began that day,
-- those active in the period.
with active_user_periods as (
    select *
    from {{ ref('int_active_user_periods') }}
    where {{ is_to_count(since) }}
),

use_periods as (
    select * from {{ ref('int_use_periods') }}
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
    use_periods.period_end,
    use_periods.counted_through,
    use_periods.use_checksum,
    {{ definition_number(var('week_start')) }} as definition
from cohort_periods
inner join use_periods
    on cohort_periods.period_grain = use_periods.period_grain
        and cohort_periods.period_start = use_periods.period_start
