-- One row per account that counts, created or subscribed by as_of_date, as it stands then, without
-- names.
with accounts as (
    select * from {{ ref('core_accounts') }}
),

current_spans as (
    select *
    from {{ ref('int_account_spans') }}
    where valid_to = cast('9999-12-31' as date)
),

subscription_mrr as (
    select * from {{ ref('int_subscription_mrr') }}
),

account_closes as (
    select * from {{ ref('int_account_closes') }}
),

first_payments as (
    select * from {{ ref('int_first_payments') }}
),

first_paid_months as (
    select
        account_id,
        min(first_paid_month) as first_paid_month
    from account_closes
    group by 1
),

subscriptions as (
    select
        account_id,
        count(case when ended_on is null then 1 end) as running_periods,
        count(case when ended_on is null and status = 'trialing' then 1 end) as running_trials,
        count(case when ended_on is null and status = 'paused' then 1 end) as running_pauses,
        cast(sum(
            case
                when is_mrr and valid_to = cast('9999-12-31' as date) then quantity
                else 0
            end
        ) as decimal(28, 8)) as paid_quantity,
        max(case when is_mrr then valid_to end) as paid_to
    from subscription_mrr
    group by 1
)

select
    accounts.account_id,
    accounts.created_on,
    accounts.country,
    accounts.industry,
    accounts.company_size,
    accounts.acquisition_channel,
    substring(cast(accounts.created_on as varchar), 1, 7) as signup_cohort,
    case
        when current_spans.mrr > 0 then 'paying'
        when subscriptions.running_trials > 0 then 'trialing'
        when subscriptions.running_pauses > 0 then 'paused'
        when first_payments.first_paid_on is not null then 'churned'
        when subscriptions.running_periods > 0 then 'free'
        else 'never_paid'
    end as account_status,
    coalesce(current_spans.plan_tier, 'unknown') as plan_tier,
    cast(coalesce(current_spans.mrr, 0) as decimal(28, 8)) as mrr,
    cast(coalesce(subscriptions.paid_quantity, 0) as decimal(28, 8)) as paid_quantity,
    first_payments.first_paid_on,
    first_paid_months.first_paid_month,
    case
        when coalesce(current_spans.mrr, 0) = 0 then subscriptions.paid_to
    end as churned_on
from accounts
left join current_spans on accounts.account_id = current_spans.account_id
left join subscriptions on accounts.account_id = subscriptions.account_id
left join first_payments on accounts.account_id = first_payments.account_id
left join first_paid_months on accounts.account_id = first_paid_months.account_id
where
    accounts.created_on <= {{ as_of_date() }}
    or subscriptions.account_id is not null
