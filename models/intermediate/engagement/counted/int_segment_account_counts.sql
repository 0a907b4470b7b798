{%- set since = counted_since() -%}

-- One row per period (day, week, month) and segment value with an active account in it: how many,
-- each in its segments on its last day of use; of them those that paid at the close of that day.
with active_account_periods as (
    select *
    from {{ ref('int_active_account_periods') }}
    where {{ is_to_count(since) }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

use_periods as (
    select * from {{ ref('int_use_periods') }}
),

placed_accounts as (
    select
        period_grain,
        period_start,
        segment_span_id,
        cast(null as {{ dbt.type_string() }}) as role,
        1 as active_accounts,
        case when is_paid then 1 else 0 end as paying_accounts
    from active_account_periods
),

segment_accounts as (
    {{ every_segment('placed_accounts', ['active_accounts', 'paying_accounts']) }}
)

select
    segment_accounts.*,
    use_periods.period_end,
    use_periods.counted_through,
    use_periods.use_checksum,
    {{ definition_number(var('week_start') ~ every_segment('', [''])) }} as definition
from segment_accounts
inner join use_periods
    on segment_accounts.period_grain = use_periods.period_grain
        and segment_accounts.period_start = use_periods.period_start
