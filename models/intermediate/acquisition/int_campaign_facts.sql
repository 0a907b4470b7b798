-- One row per campaign cost, lead and new paying account: its day and its channel, of an account
-- the one that it was acquired by. The amount is the cost; of an account its new MRR where it came
-- from a lead.
with campaign_costs as (
    select * from {{ ref('core_campaign_costs') }}
),

leads as (
    select * from {{ ref('core_leads') }}
),

new_paying_accounts as (
    select * from {{ ref('int_new_paying_accounts') }}
)

-- a cost without a campaign is of no channel
select
    'cost' as fact_type,
    cost_id as fact_id,
    cost_date as fact_on,
    case when campaign_id is not null then channel end as channel,
    is_media_cost,
    is_lead_cost,
    amount
from campaign_costs

union all

select
    'lead' as fact_type,
    lead_id as fact_id,
    created_on as fact_on,
    channel,
    false as is_media_cost,
    false as is_lead_cost,
    cast(0 as decimal(28, 8)) as amount
from leads

union all

-- an account may be new again after a long gap (var reactivation_window_months)
select
    'new_account' as fact_type,
    account_id || ' ' || cast(period_start as {{ dbt.type_string() }}) as fact_id,
    paid_from as fact_on,
    channel,
    false as is_media_cost,
    false as is_lead_cost,
    cast(case when is_from_lead then new_mrr else 0 end as decimal(28, 8)) as amount
from new_paying_accounts
