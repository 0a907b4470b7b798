-- One row per candidate: of the account-months in the upper half of their month by the measure, and
-- of those in the lower half, how many paid at the close three months later. One on the middle is
-- in neither half.
with account_months as (
    select * from {{ ref('int_candidate_account_months') }}
),

mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
    where close_mrr > 0
),

periods as (
    select * from {{ ref('int_periods') }}
    where
        period_grain = 'month'
        and is_complete
),

paying_months as (
    select
        mrr_movements.account_id,
        periods.period_number
    from mrr_movements
    inner join periods on mrr_movements.period_start = periods.period_start
),

followed_months as (
    select
        account_months.measure,
        case when paying_months.account_id is not null then 1 else 0 end as is_kept,
        {{ doubled_rank(
            'account_months.measure_value',
            ['account_months.measure', 'account_months.period_number']
        ) }} as doubled_rank,
        count(*) over (
            partition by account_months.measure, account_months.period_number
        ) + 1 as doubled_middle
    from account_months
    inner join periods on account_months.period_number + 3 = periods.period_number
    left join paying_months
        on account_months.account_id = paying_months.account_id
            and periods.period_number = paying_months.period_number
)

select
    measure,
    count(case when doubled_rank > doubled_middle then 1 end) as top_account_months,
    count(
        case when doubled_rank > doubled_middle and is_kept = 1 then 1 end
    ) as top_kept_account_months,
    count(case when doubled_rank < doubled_middle then 1 end) as bottom_account_months,
    count(
        case when doubled_rank < doubled_middle and is_kept = 1 then 1 end
    ) as bottom_kept_account_months
from followed_months
group by 1
