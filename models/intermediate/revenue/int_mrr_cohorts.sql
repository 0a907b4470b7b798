-- One row per month of first payment and months since, up to as_of_date and the horizon: MRR and
-- paying accounts then and now.
with account_closes as (
    select *
    from {{ ref('int_account_closes') }}
    where
        period_grain = 'month'
        and mrr > 0
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

retention_horizons as (
    select *
    from {{ ref('retention_horizons') }}
    where period_grain = 'month'
),

cohort_months as (
    select
        first_paid_month,
        period_start,
        cast(sum(mrr) as decimal(28, 8)) as mrr,
        count(*) as paying_accounts
    from account_closes
    group by 1, 2
),

first_cohorts as (
    select min(first_paid_month) as first_cohort
    from cohort_months
),

every_cohort_month as (
    select
        cohorts.period_start,
        cohorts.period_end,
        months.period_start as observed_month,
        cast(months.period_number - cohorts.period_number as integer) as periods_since,
        months.is_complete
    from first_cohorts
    inner join periods as cohorts on first_cohorts.first_cohort <= cohorts.period_start
    inner join periods as months on cohorts.period_number <= months.period_number
    inner join retention_horizons
        on months.period_number <= cohorts.period_number + retention_horizons.last_period_since
)

select
    every_cohort_month.period_start,
    every_cohort_month.period_end,
    every_cohort_month.periods_since,
    every_cohort_month.is_complete,
    cast(coalesce(starts.mrr, 0) as decimal(28, 8)) as cohort_mrr,
    coalesce(starts.paying_accounts, 0) as cohort_accounts,
    cast(coalesce(cohort_months.mrr, 0) as decimal(28, 8)) as mrr,
    coalesce(cohort_months.paying_accounts, 0) as paying_accounts
from every_cohort_month
left join cohort_months as starts
    on every_cohort_month.period_start = starts.first_paid_month
        and every_cohort_month.period_start = starts.period_start
left join cohort_months
    on every_cohort_month.period_start = cohort_months.first_paid_month
        and every_cohort_month.observed_month = cohort_months.period_start
