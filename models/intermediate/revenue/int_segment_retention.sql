-- One row per period (month, quarter, year), comparison (opening, year_before) and segment value with accounts that
-- paid at the base: what became of them by the close, point to point. An account stands in its segment at the base,
-- or an upgrade would look like churn from one plan and growth in another.
with account_mrr_changes as (
    select *
    from {{ ref('int_account_mrr_changes') }}
    where change_type <> 'started'
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- The base of a comparison with the year before is the close of the period a year before.
placed_changes as (
    select
        account_mrr_changes.*,
        case
            when account_mrr_changes.compared_with = 'opening' then periods.opened_on
            else base_periods.closed_on
        end as base_closed_on
    from account_mrr_changes
    inner join periods
        on account_mrr_changes.period_grain = periods.period_grain
            and account_mrr_changes.period_start = periods.period_start
    inner join periods as base_periods
        on periods.period_grain = base_periods.period_grain
            and periods.year_before_period_start = base_periods.period_start
)

select
    placed_changes.period_grain,
    placed_changes.period_start,
    placed_changes.compared_with,
    account_segments.segment_type,
    account_segments.segment_value,
    cast(sum(placed_changes.base_mrr) as decimal(28, 8)) as base_mrr,
    cast(sum(case
        when placed_changes.change_type = 'expansion'
            then placed_changes.close_mrr_at_base_rates - placed_changes.base_mrr
        else 0
    end) as decimal(28, 8)) as expansion_mrr,
    cast(sum(case
        when placed_changes.change_type = 'contraction'
            then placed_changes.base_mrr - placed_changes.close_mrr_at_base_rates
        else 0
    end) as decimal(28, 8)) as contraction_mrr,
    cast(sum(case when placed_changes.change_type = 'churned' then placed_changes.base_mrr else 0 end) as decimal(28, 8))
        as churned_mrr,
    count(*) as base_accounts,
    count(case when placed_changes.change_type = 'churned' then 1 end) as churned_accounts
from placed_changes
inner join account_segments
    on placed_changes.account_id = account_segments.account_id
        and placed_changes.base_closed_on >= account_segments.valid_from
        and placed_changes.base_closed_on < account_segments.valid_to
group by 1, 2, 3, 4, 5
