-- One row per period (month, quarter, year) and segment value with accounts that paid at the
-- opening or a year before: what became of them by the close, point to point. An account stands in
-- its segment at the base that it is compared with, or an upgrade would look like churn from one
-- plan and growth in another.
with account_mrr_changes as (
    select *
    from {{ ref('int_account_mrr_changes') }}
    where change_type != 'started'
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

compared_closes as (
    select *
    from {{ ref('int_compared_closes') }}
    where side = 'base'
),

segment_changes as (
    select
        account_mrr_changes.period_grain,
        account_mrr_changes.period_start,
        account_mrr_changes.compared_with,
        account_segments.segment_type,
        account_segments.segment_value,
        sum(account_mrr_changes.base_mrr) as base_mrr,
        sum(greatest(account_mrr_changes.change_mrr, 0)) as expansion_mrr,
        sum(greatest(-account_mrr_changes.change_mrr, 0)) as lost_mrr,
        count(*) as base_accounts,
        count(case when account_mrr_changes.change_type = 'churned' then 1 end) as churned_accounts
    from account_mrr_changes
    inner join compared_closes
        on account_mrr_changes.period_grain = compared_closes.period_grain
            and account_mrr_changes.period_start = compared_closes.period_start
            and account_mrr_changes.compared_with = compared_closes.compared_with
    inner join account_segments
        on account_mrr_changes.account_id = account_segments.account_id
            and compared_closes.side_closed_on >= account_segments.valid_from
            and compared_closes.side_closed_on < account_segments.valid_to
    group by 1, 2, 3, 4, 5
)

select
    period_grain,
    period_start,
    segment_type,
    segment_value,
    cast(sum(
        case when compared_with = 'opening' then base_mrr else 0 end
    ) as decimal(28, 8)) as opening_mrr,
    cast(sum(
        case when compared_with = 'opening' then expansion_mrr else 0 end
    ) as decimal(28, 8)) as opening_expansion_mrr,
    cast(sum(
        case when compared_with = 'opening' then lost_mrr else 0 end
    ) as decimal(28, 8)) as opening_lost_mrr,
    cast(sum(
        case when compared_with = 'opening' then base_accounts else 0 end
    ) as bigint) as opening_accounts,
    cast(sum(
        case when compared_with = 'opening' then churned_accounts else 0 end
    ) as bigint) as lost_accounts,
    cast(sum(
        case when compared_with = 'year_before' then base_mrr else 0 end
    ) as decimal(28, 8)) as year_before_mrr,
    cast(sum(
        case when compared_with = 'year_before' then expansion_mrr else 0 end
    ) as decimal(28, 8)) as year_expansion_mrr,
    cast(sum(
        case when compared_with = 'year_before' then lost_mrr else 0 end
    ) as decimal(28, 8)) as year_lost_mrr
from segment_changes
group by 1, 2, 3, 4
