-- One row per campaign cost, lead, account that paid for the first time and new MRR that came from
-- a lead: its day and its channel, of an account the one that it was acquired by. The amount is the
-- cost, or the MRR.
with campaign_costs as (
    select * from {{ ref('core_campaign_costs') }}
),

leads as (
    select * from {{ ref('core_leads') }}
),

first_payments as (
    select * from {{ ref('int_first_payments') }}
),

accounts as (
    select * from {{ ref('core_accounts') }}
),

lead_new_mrr as (
    select * from {{ ref('int_lead_new_mrr') }}
)

-- a cost without a campaign is of no channel
select
    'cost' as fact_type,
    cost_id as fact_id,
    cost_date as fact_on,
    case when campaign_id is not null then channel end as channel,
    cost_type,
    amount
from campaign_costs

union all

select
    'lead' as fact_type,
    lead_id as fact_id,
    created_on as fact_on,
    channel,
    cast(null as {{ dbt.type_string() }}) as cost_type,
    cast(0 as decimal(28, 8)) as amount
from leads

union all

select
    'first_payment' as fact_type,
    first_payments.account_id as fact_id,
    first_payments.first_paid_on as fact_on,
    accounts.acquisition_channel as channel,
    cast(null as {{ dbt.type_string() }}) as cost_type,
    cast(0 as decimal(28, 8)) as amount
from first_payments
inner join accounts on first_payments.account_id = accounts.account_id

union all

-- an account may be new again after a long gap (var reactivation_window_months)
select
    'lead_new_mrr' as fact_type,
    account_id || ' ' || cast(period_start as {{ dbt.type_string() }}) as fact_id,
    paid_from as fact_on,
    channel,
    cast(null as {{ dbt.type_string() }}) as cost_type,
    new_mrr as amount
from lead_new_mrr
