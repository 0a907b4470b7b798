-- One row per period (month, quarter, year), comparison and subscription with MRR at the close of the period or at
-- the base that it is compared with: the opening, or the close a year before.
-- close_mrr_at_base_rates values the close at the rates of the base; what is left is exchange rates alone.
with subscription_closes as (
    select *
    from {{ ref('int_subscription_closes') }}
    where is_mrr
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain in ('month', 'quarter', 'year')
),

comparisons as (
    select
        period_grain,
        period_start,
        'opening' as compared_with,
        previous_period_start as base_period_start
    from periods

    union all

    select
        period_grain,
        period_start,
        'year_before' as compared_with,
        year_before_period_start as base_period_start
    from periods
),

-- A full join, written as rows of both sides put together, which every engine does fast.
sides as (
    select
        comparisons.period_grain,
        comparisons.period_start,
        comparisons.compared_with,
        'base' as side,
        subscription_closes.account_id,
        subscription_closes.subscription_id,
        subscription_closes.plan_id,
        subscription_closes.currency_code,
        subscription_closes.exchange_rate,
        subscription_closes.quantity,
        subscription_closes.monthly_unit_amount,
        subscription_closes.local_mrr,
        subscription_closes.mrr
    from comparisons
    inner join subscription_closes
        on comparisons.period_grain = subscription_closes.period_grain
            and comparisons.base_period_start = subscription_closes.period_start

    union all

    select
        comparisons.period_grain,
        comparisons.period_start,
        comparisons.compared_with,
        'close' as side,
        subscription_closes.account_id,
        subscription_closes.subscription_id,
        subscription_closes.plan_id,
        subscription_closes.currency_code,
        subscription_closes.exchange_rate,
        subscription_closes.quantity,
        subscription_closes.monthly_unit_amount,
        subscription_closes.local_mrr,
        subscription_closes.mrr
    from comparisons
    inner join subscription_closes
        on comparisons.period_grain = subscription_closes.period_grain
            and comparisons.period_start = subscription_closes.period_start
),

paired as (
    select
        period_grain,
        period_start,
        compared_with,
        account_id,
        subscription_id,
        max(case when side = 'base' then plan_id end) as base_plan_id,
        max(case when side = 'base' then currency_code end) as base_currency_code,
        max(case when side = 'base' then exchange_rate end) as base_exchange_rate,
        max(case when side = 'base' then quantity end) as base_quantity,
        max(case when side = 'base' then monthly_unit_amount end) as base_monthly_unit_amount,
        coalesce(max(case when side = 'base' then local_mrr end), 0) as base_local_mrr,
        coalesce(max(case when side = 'base' then mrr end), 0) as base_mrr,
        max(case when side = 'close' then plan_id end) as close_plan_id,
        max(case when side = 'close' then currency_code end) as close_currency_code,
        max(case when side = 'close' then quantity end) as close_quantity,
        max(case when side = 'close' then monthly_unit_amount end) as close_monthly_unit_amount,
        coalesce(max(case when side = 'close' then local_mrr end), 0) as close_local_mrr,
        coalesce(max(case when side = 'close' then mrr end), 0) as close_mrr
    from sides
    group by 1, 2, 3, 4, 5
),

-- What the account had in this currency at the base: the rate for a subscription that was not there then.
account_rates as (
    select
        *,
        sum(base_mrr) over (
            partition by period_grain, period_start, compared_with, account_id, coalesce(base_currency_code, close_currency_code)
        ) as currency_base_mrr,
        sum(base_local_mrr) over (
            partition by period_grain, period_start, compared_with, account_id, coalesce(base_currency_code, close_currency_code)
        ) as currency_base_local_mrr
    from paired
)

select
    period_grain,
    period_start,
    compared_with,
    account_id,
    subscription_id,
    base_plan_id,
    base_currency_code,
    base_exchange_rate,
    base_quantity,
    base_monthly_unit_amount,
    base_mrr,
    close_plan_id,
    close_currency_code,
    close_quantity,
    close_monthly_unit_amount,
    close_mrr,
    cast(case
        when close_mrr = 0 then 0
        when base_currency_code = close_currency_code then close_local_mrr * base_exchange_rate
        when base_currency_code is null and currency_base_local_mrr > 0
            then close_local_mrr * {{ exact_ratio('currency_base_mrr', 'currency_base_local_mrr') }}
        else close_mrr
    end as decimal(28, 8)) as close_mrr_at_base_rates
from account_rates
