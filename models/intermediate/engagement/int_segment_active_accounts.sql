-- One row per period (day, week, month) and segment value, from its first active account on:
-- distinct active accounts, each in its segments on its last day of use; of them those that paid at
-- the close of that day.
with segment_accounts as (
    select * from {{ ref('int_segment_account_counts') }}
),

periods as (
    select * from {{ ref('int_periods') }}
)

{{ every_period('segment_accounts', ['active_accounts', 'paying_accounts']) }}
