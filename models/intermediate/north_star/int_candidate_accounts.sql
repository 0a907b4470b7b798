-- One row per candidate and account: its use over the months in which it paid, and what the measure
-- did in the months in which its active users rose.
with account_months as (
    select * from {{ ref('int_candidate_account_months') }}
),

account_outcomes as (
    select * from {{ ref('int_account_outcomes') }}
),

account_sums as (
    select
        measure,
        account_id,
        count(*) as paid_months,
        cast(sum(measure_value) as decimal(28, 8)) as measure_value,
        count(case when active_users_change > 0 then 1 end) as months_with_more_users,
        cast(coalesce(
            sum(case when active_users_change > 0 then measure_change end), 0
        ) as decimal(28, 8)) as change_with_more_users
    from account_months
    group by 1, 2
)

select
    account_sums.measure,
    account_sums.account_id,
    account_outcomes.outcome,
    account_sums.paid_months,
    account_sums.measure_value,
    account_sums.months_with_more_users,
    account_sums.change_with_more_users
from account_sums
inner join account_outcomes on account_sums.account_id = account_outcomes.account_id
