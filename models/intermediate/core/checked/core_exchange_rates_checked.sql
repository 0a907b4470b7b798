with staged_rows as (
    select * from {{ ref('stg_raw__exchange_rates') }}
),

row_checked as (
    select
        *,
        {{ row_fault('exchange_rates') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.rate_date,
        row_checked.from_currency,
        row_checked.to_currency,
        row_checked.rate,
        row_checked._loaded_at,
        row_checked.raw_row,
        row_checked.row_fault as reject_reason
    from row_checked
)

select
    rate_date,
    from_currency,
    to_currency,
    rate,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
