-- One row per period (month, quarter, year), comparison and subscription with MRR at the close of
-- the period or at the base that it is compared with: the opening, or the close a year before.
-- close_mrr_at_base_rates values the close at the rates of the base; what is left is rates alone.
with subscription_closes as (
    select
        period_grain,
        period_start as side_period_start,
        account_id,
        subscription_id,
        plan_id,
        currency_code,
        exchange_rate,
        quantity,
        monthly_unit_amount,
        local_mrr,
        mrr
    from {{ ref('int_subscription_closes') }}
    where is_mrr
),

compared_closes as (
    select * from {{ ref('int_compared_closes') }}
),

-- A full join, written as rows of both sides put together, which every engine does fast.
sides as (
    select
        compared_closes.period_start,
        compared_closes.compared_with,
        compared_closes.side,
        subscription_closes.*
    from compared_closes
    inner join subscription_closes
        on compared_closes.period_grain = subscription_closes.period_grain
            and compared_closes.side_period_start = subscription_closes.side_period_start
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
        cast(max(case when side = 'base' then exchange_rate end) as decimal(28, 12))
            as base_exchange_rate,
        cast(max(case when side = 'base' then quantity end) as decimal(28, 8)) as base_quantity,
        cast(max(case when side = 'base' then monthly_unit_amount end) as decimal(38, 8))
            as base_monthly_unit_amount,
        max(case when side = 'base' then local_mrr else 0 end) as base_local_mrr,
        cast(max(case when side = 'base' then mrr else 0 end) as decimal(28, 8)) as base_mrr,
        max(case when side = 'close' then plan_id end) as close_plan_id,
        max(case when side = 'close' then currency_code end) as close_currency_code,
        cast(max(case when side = 'close' then exchange_rate end) as decimal(28, 12))
            as close_exchange_rate,
        cast(max(case when side = 'close' then quantity end) as decimal(28, 8)) as close_quantity,
        cast(max(case when side = 'close' then monthly_unit_amount end) as decimal(38, 8))
            as close_monthly_unit_amount,
        max(case when side = 'close' then local_mrr else 0 end) as close_local_mrr,
        cast(max(case when side = 'close' then mrr else 0 end) as decimal(28, 8)) as close_mrr
    from sides
    group by 1, 2, 3, 4, 5
),

-- What the account had in a currency at the base: the rate for a subscription that was not there,
-- or not in it; the weighted mean where there are several.
base_currencies as (
    select
        period_grain,
        period_start,
        compared_with,
        account_id,
        base_currency_code,
        min(base_exchange_rate) as least_rate,
        max(base_exchange_rate) as greatest_rate,
        cast(sum(base_local_mrr * base_exchange_rate) as decimal(38, 10)) as converted_mrr,
        sum(base_local_mrr) as local_mrr
    from paired
    where base_mrr > 0
    group by 1, 2, 3, 4, 5
)

select
    paired.period_grain,
    paired.period_start,
    paired.compared_with,
    paired.account_id,
    paired.subscription_id,
    paired.base_plan_id,
    paired.base_currency_code,
    paired.base_exchange_rate,
    paired.base_quantity,
    paired.base_monthly_unit_amount,
    paired.base_mrr,
    paired.close_plan_id,
    paired.close_currency_code,
    paired.close_exchange_rate,
    paired.close_quantity,
    paired.close_monthly_unit_amount,
    paired.close_mrr,
    cast(case
        when paired.close_mrr = 0 then 0
        when paired.base_currency_code = paired.close_currency_code
            then paired.close_local_mrr * paired.base_exchange_rate
        when base_currencies.least_rate = base_currencies.greatest_rate
            then paired.close_local_mrr * base_currencies.least_rate
        when base_currencies.local_mrr > 0 then {{ exact_ratio(
            'paired.close_local_mrr * base_currencies.converted_mrr', 'base_currencies.local_mrr', 8
        ) }}
        else paired.close_mrr
    end as decimal(28, 8)) as close_mrr_at_base_rates
from paired
left join base_currencies
    on paired.period_grain = base_currencies.period_grain
        and paired.period_start = base_currencies.period_start
        and paired.compared_with = base_currencies.compared_with
        and paired.account_id = base_currencies.account_id
        and paired.close_currency_code = base_currencies.base_currency_code
