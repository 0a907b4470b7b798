-- One row per lead: who, from where, how far.
with leads as (
    select * from {{ ref('int_leads') }}
)

select
    lead_id,
    person_id,
    is_first_of_person,
    account_id,
    visitor_id,
    channel,
    campaign_id,
    created_at,
    created_on,
    qualified_at,
    opportunity_at,
    first_paid_at,
    is_converted
from leads
