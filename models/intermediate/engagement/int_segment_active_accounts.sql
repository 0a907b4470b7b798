-- One row per period (day, week, month) and segment value, from its first active account on:
-- distinct active accounts, each in its segments on its last day of use; of them those that paid at
-- the close of that day.
with active_account_periods as (
    select * from {{ ref('int_active_account_periods') }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

paying_spans as (
    select *
    from {{ ref('int_account_spans') }}
    where mrr > 0
),

periods as (
    select * from {{ ref('int_periods') }}
),

placed_accounts as (
    select
        active_account_periods.period_grain,
        active_account_periods.period_start,
        segment_spans.segment_span_id,
        cast(null as {{ dbt.type_string() }}) as role,
        1 as active_accounts,
        case when paying_spans.account_id is not null then 1 else 0 end as paying_accounts
    from active_account_periods
    inner join segment_spans
        on active_account_periods.account_id = segment_spans.account_id
            and active_account_periods.last_active_on >= segment_spans.valid_from
            and active_account_periods.last_active_on < segment_spans.valid_to
            and segment_spans.segment_type = 'all'
    left join paying_spans
        on active_account_periods.account_id = paying_spans.account_id
            and active_account_periods.last_active_on >= paying_spans.valid_from
            and active_account_periods.last_active_on < paying_spans.valid_to
),

segment_accounts as (
    {{ every_segment('placed_accounts', ['active_accounts', 'paying_accounts']) }}
)

{{ every_period('segment_accounts', ['active_accounts', 'paying_accounts']) }}
