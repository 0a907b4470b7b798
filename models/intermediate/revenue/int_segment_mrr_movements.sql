-- One row per period (month, quarter, year) and segment value with an account that paid at the
-- opening or the close of one of its months, or in between only: sums of the months' movements. A
-- movement stands in the account's segment at the close, a churned account in its segment at the
-- opening.
with mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
),

started_and_ended_accounts as (
    select * from {{ ref('int_started_and_ended_accounts') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

months as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

movements as (
    select
        period_start,
        account_id,
        case when movement_type = 'churned' then opened_on else closed_on end as placed_on,
        movement_type,
        movement_mrr,
        fx_mrr,
        close_quantity,
        is_involuntary
    from mrr_movements

    union all

    select
        started_and_ended_accounts.period_start,
        started_and_ended_accounts.account_id,
        months.closed_on as placed_on,
        'started_and_ended' as movement_type,
        0 as movement_mrr,
        0 as fx_mrr,
        0 as close_quantity,
        false as is_involuntary
    from started_and_ended_accounts
    inner join months on started_and_ended_accounts.period_start = months.period_start
)

select
    period_days.period_grain,
    period_days.period_start,
    account_segments.segment_type,
    account_segments.segment_value,
    cast(sum(
        case when movements.movement_type = 'new' then movements.movement_mrr else 0 end
    ) as decimal(28, 8)) as new_mrr,
    cast(sum(
        case when movements.movement_type = 'reactivation' then movements.movement_mrr else 0 end
    ) as decimal(28, 8)) as reactivation_mrr,
    cast(sum(
        case when movements.movement_type = 'expansion' then movements.movement_mrr else 0 end
    ) as decimal(28, 8)) as expansion_mrr,
    cast(sum(
        case when movements.movement_type = 'contraction' then movements.movement_mrr else 0 end
    ) as decimal(28, 8)) as contraction_mrr,
    cast(sum(
        case when movements.movement_type = 'churned' then movements.movement_mrr else 0 end
    ) as decimal(28, 8)) as churned_mrr,
    cast(sum(
        case when movements.is_involuntary then movements.movement_mrr else 0 end
    ) as decimal(28, 8)) as involuntary_churned_mrr,
    cast(sum(
        case
            when movements.movement_type in ('new', 'reactivation', 'expansion')
                then movements.movement_mrr
            else 0
        end
    ) as decimal(28, 8)) as gained_mrr,
    cast(sum(
        case
            when movements.movement_type in ('contraction', 'churned') then movements.movement_mrr
            else 0
        end
    ) as decimal(28, 8)) as lost_mrr,
    cast(sum(movements.fx_mrr) as decimal(28, 8)) as fx_mrr,
    cast(sum(
        case when movements.movement_type = 'new' then movements.close_quantity else 0 end
    ) as decimal(28, 8)) as new_quantity,
    count(case when movements.movement_type = 'new' then 1 end) as new_accounts,
    count(
        case when movements.movement_type = 'started_and_ended' then 1 end
    ) as started_and_ended_accounts
from movements
inner join account_segments
    on movements.account_id = account_segments.account_id
        and movements.placed_on >= account_segments.valid_from
        and movements.placed_on < account_segments.valid_to
inner join period_days on movements.period_start = period_days.calendar_day
group by 1, 2, 3, 4
