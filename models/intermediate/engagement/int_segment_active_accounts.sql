-- One row per period (day, week, month) and segment value, from its first active account on: distinct active
-- accounts, each in its segment on its last day of use.
with active_account_periods as (
    select * from {{ ref('int_active_account_periods') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_accounts as (
    select
        active_account_periods.period_grain,
        active_account_periods.period_start,
        account_segments.segment_type,
        account_segments.segment_value,
        count(*) as active_accounts
    from active_account_periods
    inner join account_segments
        on active_account_periods.account_id = account_segments.account_id
            and active_account_periods.last_active_on >= account_segments.valid_from
            and active_account_periods.last_active_on < account_segments.valid_to
    group by 1, 2, 3, 4
)

{{ every_period('segment_accounts', ['active_accounts']) }}
