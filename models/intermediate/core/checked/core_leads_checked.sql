with staged_rows as (
    select * from {{ ref('stg_raw__leads') }}
),

known_accounts as (
    select * from {{ ref('core_account_identities') }}
),

row_checked as (
    select
        *,
        {{ row_fault('leads') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.lead_id,
        row_checked.created_at,
        {{ local_date('row_checked.created_at') }} as created_on,
        row_checked.channel,
        row_checked.campaign_id,
        row_checked.qualified_at,
        {{ local_date('row_checked.qualified_at') }} as qualified_on,
        row_checked.opportunity_at,
        {{ local_date('row_checked.opportunity_at') }} as opportunity_on,
        known_accounts.surviving_account_id as account_id,
        coalesce(known_accounts.is_internal, false) as is_internal,
        row_checked.visitor_id,
        row_checked.contact_id,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when row_checked.account_id is not null and {{ has_raw_table('accounts') }}
                and known_accounts.account_id is null
                then 'unknown_account'
        end as reject_reason
    from row_checked
    left join known_accounts on row_checked.account_id = known_accounts.account_id
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
    opportunity_on,
    account_id,
    is_internal,
    visitor_id,
    contact_id,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
