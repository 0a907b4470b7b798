-- One row per month and account that is `new` in its movement, dated on the first day of that month
-- at whose close it paid: its new MRR, and whether it came from a lead, one created by that day.
with mrr_movements as (
    select *
    from {{ ref('int_mrr_movements') }}
    where movement_type = 'new'
),

account_spans as (
    select *
    from {{ ref('int_account_spans') }}
    where mrr > 0
),

accounts as (
    select * from {{ ref('core_accounts') }}
),

leads as (
    select * from {{ ref('core_leads') }}
),

first_leads as (
    select
        account_id,
        min(created_on) as first_lead_on
    from leads
    where account_id is not null
    group by 1
),

first_days as (
    select
        mrr_movements.period_start,
        mrr_movements.account_id,
        mrr_movements.movement_mrr as new_mrr,
        min(account_spans.valid_from) as paid_from
    from mrr_movements
    inner join account_spans
        on mrr_movements.account_id = account_spans.account_id
            and mrr_movements.period_start
            = {{ period_start('month', 'account_spans.valid_from') }}
    group by 1, 2, 3
)

select
    first_days.period_start,
    first_days.account_id,
    first_days.paid_from,
    first_days.new_mrr,
    accounts.acquisition_channel as channel,
    coalesce(first_leads.first_lead_on <= first_days.paid_from, false) as is_from_lead
from first_days
inner join accounts on first_days.account_id = accounts.account_id
left join first_leads on first_days.account_id = first_leads.account_id
