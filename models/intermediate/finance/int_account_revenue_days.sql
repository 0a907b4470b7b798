-- One row per account and day with revenue: what was invoiced that day, without tax. Until the
-- company's first such invoice line, the account's MRR, on the last day of each month.
with invoice_lines as (
    select *
    from {{ ref('core_invoice_lines') }}
    where line_type != 'tax'
),

month_closes as (
    select *
    from {{ ref('int_account_closes') }}
    where
        period_grain = 'month'
        and mrr > 0
),

first_lines as (
    select min(invoiced_on) as first_invoiced_on
    from invoice_lines
)

select
    account_id,
    invoiced_on as revenue_on,
    cast(sum(amount) as decimal(28, 8)) as revenue
from invoice_lines
group by 1, 2

union all

select
    month_closes.account_id,
    month_closes.closed_on as revenue_on,
    month_closes.mrr as revenue
from month_closes
cross join first_lines
where month_closes.closed_on < coalesce(first_lines.first_invoiced_on, cast('9999-12-31' as date))
