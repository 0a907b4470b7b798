-- One row per account created, first trial, lead created, lead qualified and person who became a
-- lead: its day, and whose it is: an account's, or of the channel of a lead, also where the lead
-- became an account.
with accounts as (
    select * from {{ ref('core_accounts') }}
),

trials as (
    select * from {{ ref('int_trials') }}
),

leads as (
    select * from {{ ref('int_leads') }}
)

select
    'signup' as fact_type,
    account_id as fact_id,
    created_on as fact_on,
    account_id,
    cast(null as {{ dbt.type_string() }}) as channel,
    false as is_converted
from accounts

union all

select
    'trial' as fact_type,
    account_id as fact_id,
    started_on as fact_on,
    account_id,
    cast(null as {{ dbt.type_string() }}) as channel,
    is_converted
from trials

union all

select
    'lead' as fact_type,
    lead_id as fact_id,
    created_on as fact_on,
    cast(null as {{ dbt.type_string() }}) as account_id,
    channel,
    false as is_converted
from leads

union all

select
    'qualified_lead' as fact_type,
    lead_id as fact_id,
    qualified_on as fact_on,
    cast(null as {{ dbt.type_string() }}) as account_id,
    channel,
    false as is_converted
from leads
where qualified_on is not null

union all

select
    'person' as fact_type,
    person_id as fact_id,
    created_on as fact_on,
    cast(null as {{ dbt.type_string() }}) as account_id,
    channel,
    is_converted
from leads
where is_first_of_person
