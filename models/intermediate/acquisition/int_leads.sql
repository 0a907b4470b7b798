-- One row per lead, with the person behind it (the contact, else the lead itself) and whether an
-- account of any lead of that person ever paid. A person's first lead stands for the person.
with leads as (
    select * from {{ ref('core_leads') }}
),

first_payments as (
    select * from {{ ref('int_first_payments') }}
),

people as (
    select
        leads.*,
        first_payments.first_paid_at,
        case
            when leads.contact_id is null then 'lead:' || leads.lead_id
            else 'contact:' || leads.contact_id
        end as person_id
    from leads
    left join first_payments on leads.account_id = first_payments.account_id
),

ranked_leads as (
    select
        *,
        row_number() over (partition by person_id order by created_at, lead_id) as place,
        min(first_paid_at) over (partition by person_id) as person_paid_at
    from people
)

select
    lead_id,
    created_at,
    created_on,
    channel,
    campaign_id,
    qualified_at,
    qualified_on,
    opportunity_at,
    account_id,
    visitor_id,
    person_id,
    first_paid_at,
    place = 1 as is_first_of_person,
    person_paid_at is not null as is_converted
from ranked_leads
