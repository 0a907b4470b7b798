-- One row per period (day, week, month) and segment value, from its first active account on:
-- distinct active accounts, each in its segments on its last day of use; of them those that paid at
-- the close of that day.
with active_account_periods as (
    select * from {{ ref('int_active_account_periods') }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

periods as (
    select * from {{ ref('int_periods') }}
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

{{ every_period('segment_accounts', ['active_accounts', 'paying_accounts']) }}
