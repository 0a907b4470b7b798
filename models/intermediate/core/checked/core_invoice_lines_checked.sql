with staged_rows as (
    select * from {{ ref('stg_raw__invoice_lines') }}
),

known_accounts as (
    select * from {{ ref('core_account_identities') }}
),

exchange_rates as (
    select * from {{ ref('core_exchange_rates') }}
),

row_checked as (
    select
        *,
        {{ local_date('invoiced_at') }} as invoiced_on,
        {{ row_fault('invoice_lines') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.invoice_line_id,
        known_accounts.surviving_account_id as account_id,
        known_accounts.is_internal,
        row_checked.subscription_id,
        row_checked.line_type,
        cast(row_checked.amount * exchange_rates.exchange_rate as decimal(28, 8)) as amount,
        row_checked.invoiced_at,
        row_checked.invoiced_on,
        row_checked.service_started_at,
        row_checked.service_ended_at,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when known_accounts.account_id is null
                then 'unknown_account'
            when exchange_rates.exchange_rate is null
                then 'currency_without_rate'
        end as reject_reason
    from row_checked
    left join known_accounts on row_checked.account_id = known_accounts.account_id
    left join exchange_rates
        on row_checked.currency_code = exchange_rates.currency_code
            and row_checked.invoiced_on >= exchange_rates.valid_from
            and row_checked.invoiced_on < exchange_rates.valid_to
)

select
    invoice_line_id,
    account_id,
    is_internal,
    subscription_id,
    line_type,
    amount,
    invoiced_at,
    invoiced_on,
    service_started_at,
    service_ended_at,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
