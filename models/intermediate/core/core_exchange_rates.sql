{{ config(materialized="table") }}

-- One row per currency and stretch of days over which one rate to the reporting currency holds: the
-- latest rate on or before the day. The reporting currency itself is worth 1 on every day.
with checked_rows as (
    select * from {{ ref('core_exchange_rates_checked') }}
),

reporting_rates as (
    select
        from_currency as currency_code,
        rate_date,
        rate
    from checked_rows
    where
        reject_reason is null
        and to_currency = '{{ var("reporting_currency") | upper }}'
        and from_currency != to_currency
)

select
    currency_code,
    rate_date as valid_from,
    coalesce(
        lead(rate_date) over (partition by currency_code order by rate_date),
        cast('9999-12-31' as date)
    ) as valid_to,
    rate as exchange_rate
from reporting_rates

union all

select
    '{{ var("reporting_currency") | upper }}' as currency_code,
    cast('1900-01-01' as date) as valid_from,
    cast('9999-12-31' as date) as valid_to,
    cast(1 as decimal(28, 12)) as exchange_rate
