with checked_rows as (
    select * from {{ ref('core_market_sales_checked') }}
)

select
    market,
    month,
    industry_sales,
    company_sales
from checked_rows
where
    reject_reason is null
    and month <= {{ as_of_date() }}
