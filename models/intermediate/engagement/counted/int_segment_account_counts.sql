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

period_checksums as (
    select * from {{ ref('int_period_checksums') }}
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
    period_checksums.period_end,
    period_checksums.counted_through,
    period_checksums.use_checksum,
    {{ definition_number(var('week_start') ~ every_segment('', [''])) }} as definition
from segment_accounts
inner join period_checksums
    on segment_accounts.period_grain = period_checksums.period_grain
        and segment_accounts.period_start = period_checksums.period_start
