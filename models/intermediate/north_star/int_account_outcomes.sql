-- One row per account that ever paid at the close of a complete month: what became of it by the
-- last of them. The best: the top quarter of paying accounts by MRR growth (expansion less
-- contraction since its first payment, at the openings' exchange rates), where it grew at all.
with mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
),

periods as (
    select * from {{ ref('int_periods') }}
    where
        period_grain = 'month'
        and is_complete
),

last_months as (
    select max(period_start) as last_month
    from periods
),

account_growth as (
    select
        mrr_movements.account_id,
        min(
            case when mrr_movements.close_mrr > 0 then mrr_movements.closed_on end
        ) as first_paid_close_on,
        max(case
            when mrr_movements.close_mrr <= 0 then 0
            when mrr_movements.period_start = last_months.last_month then 1
            else 0
        end) as is_paying,
        cast(sum(case
            when mrr_movements.movement_type in ('expansion', 'contraction')
                then mrr_movements.change_mrr
            else 0
        end) as decimal(28, 8)) as mrr_growth
    from mrr_movements
    inner join periods on mrr_movements.period_start = periods.period_start
    cross join last_months
    group by 1
),

ranked_accounts as (
    select
        account_id,
        first_paid_close_on,
        is_paying,
        mrr_growth,
        rank() over (partition by is_paying order by mrr_growth desc) as place,
        count(*) over (partition by is_paying) as accounts
    from account_growth
    where first_paid_close_on is not null
)

select
    account_id,
    first_paid_close_on,
    mrr_growth,
    case
        when is_paying = 0 then 'churned'
        when mrr_growth > 0 and 4 * place <= accounts then 'best'
        else 'other'
    end as outcome
from ranked_accounts
