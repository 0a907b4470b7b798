with staged_rows as (
    select * from {{ ref('stg_raw__orders') }}
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
        {{ local_date('ordered_at') }} as ordered_on,
        {{ row_fault('orders') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.order_id,
        row_checked.customer_id,
        row_checked.ordered_at,
        row_checked.ordered_on,
        row_checked.status,
        cast(row_checked.amount * exchange_rates.exchange_rate as decimal(28, 8)) as amount,
        row_checked.channel,
        known_accounts.surviving_account_id as account_id,
        coalesce(known_accounts.is_internal, false) as is_internal,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when row_checked.account_id is not null and {{ has_raw_table('accounts') }}
                and known_accounts.account_id is null
                then 'unknown_account'
            when exchange_rates.exchange_rate is null
                then 'currency_without_rate'
        end as reject_reason
    from row_checked
    left join known_accounts on row_checked.account_id = known_accounts.account_id
    left join exchange_rates
        on row_checked.currency_code = exchange_rates.currency_code
            and row_checked.ordered_on >= exchange_rates.valid_from
            and row_checked.ordered_on < exchange_rates.valid_to
)

select
    order_id,
    customer_id,
    ordered_at,
    ordered_on,
    status,
    amount,
    channel,
    account_id,
    is_internal,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
