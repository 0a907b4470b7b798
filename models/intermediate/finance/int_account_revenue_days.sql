-- One row per account and day with revenue: what was invoiced that day, without tax. Where the
-- company has no such invoice line at all, the account's MRR, on the last day of each month.
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

line_counts as (
    select count(*) as invoice_lines
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
cross join line_counts
where line_counts.invoice_lines = 0
