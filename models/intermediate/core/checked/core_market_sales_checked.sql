with staged_rows as (
    select * from {{ ref('stg_raw__market_sales') }}
),

exchange_rates as (
    select * from {{ ref('core_exchange_rates') }}
),

row_checked as (
    select
        *,
        {{ row_fault('market_sales') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.market,
        row_checked.month,
        cast(
            row_checked.industry_sales * exchange_rates.exchange_rate as decimal(28, 8)
        ) as industry_sales,
        cast(
            row_checked.company_sales * exchange_rates.exchange_rate as decimal(28, 8)
        ) as company_sales,
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
            and row_checked.month >= exchange_rates.valid_from
            and row_checked.month < exchange_rates.valid_to
)

select
    market,
    month,
    industry_sales,
    company_sales,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
