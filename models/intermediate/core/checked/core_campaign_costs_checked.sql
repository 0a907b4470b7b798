with staged_rows as (
    select * from {{ ref('stg_raw__campaign_costs') }}
),

exchange_rates as (
    select * from {{ ref('core_exchange_rates') }}
),

row_checked as (
    select
        *,
        {{ row_fault('campaign_costs') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.cost_id,
        row_checked.cost_date,
        row_checked.channel,
        row_checked.campaign_id,
        cast(row_checked.amount * exchange_rates.exchange_rate as decimal(28, 8)) as amount,
        row_checked.cost_type,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when exchange_rates.exchange_rate is null
                then 'currency_without_rate'
        end as reject_reason
    from row_checked
    left join exchange_rates
        on row_checked.currency_code = exchange_rates.currency_code
            and row_checked.cost_date >= exchange_rates.valid_from
            and row_checked.cost_date < exchange_rates.valid_to
)

select
    cost_id,
    cost_date,
    channel,
    campaign_id,
    amount,
    cost_type,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
