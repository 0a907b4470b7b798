-- For each account and month the movement, with its sign, and the exchange rates lead from the
-- opening to the close. Both ends are taken from the account's spans, of which the movements know
-- nothing.
with movements as (
    select
        period_start,
        account_id,
        opened_on,
        closed_on,
        movement_type,
        case
            when movement_type in ('contraction', 'churned') then -movement_mrr
            else movement_mrr
        end + fx_mrr as moved_mrr
    from {{ ref('int_mrr_movements') }}
),

spans as (
    select *
    from {{ ref('int_account_spans') }}
    where mrr > 0
),

months as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

ends as (
    select
        months.period_start,
        spans.account_id,
        case
            when spans.valid_to > months.opened_on and spans.valid_from <= months.opened_on
                then spans.mrr
            else 0
        end as opening_mrr,
        case
            when spans.valid_to > months.closed_on and spans.valid_from <= months.closed_on
                then spans.mrr
            else 0
        end as close_mrr
    from spans
    inner join months
        on spans.valid_from <= months.closed_on
            and spans.valid_to > months.opened_on
),

account_ends as (
    select
        period_start,
        account_id,
        sum(opening_mrr) as opening_mrr,
        sum(close_mrr) as close_mrr
    from ends
    group by 1, 2
    having sum(opening_mrr) > 0 or sum(close_mrr) > 0
)

select
    coalesce(account_ends.period_start, movements.period_start) as period_start,
    coalesce(account_ends.account_id, movements.account_id) as account_id,
    movements.movement_type,
    account_ends.opening_mrr,
    movements.moved_mrr,
    account_ends.close_mrr
from account_ends
full join movements
    on account_ends.period_start = movements.period_start
        and account_ends.account_id = movements.account_id
where
    account_ends.account_id is null
    or movements.account_id is null
    or abs(account_ends.opening_mrr + movements.moved_mrr - account_ends.close_mrr) >= 0.005
