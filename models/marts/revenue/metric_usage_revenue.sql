-- Metered lines in the period in which they were invoiced, in the account's segment on that day.
with invoice_lines as (
    select *
    from {{ ref('core_invoice_lines') }}
    where line_type = 'usage'
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_usage as (
    select
        period_days.period_grain,
        period_days.period_start,
        account_segments.segment_type,
        account_segments.segment_value,
        cast(sum(invoice_lines.amount) as decimal(28, 8)) as usage_revenue
    from invoice_lines
    inner join period_days on invoice_lines.invoiced_on = period_days.calendar_day
    inner join account_segments
        on invoice_lines.account_id = account_segments.account_id
            and invoice_lines.invoiced_on >= account_segments.valid_from
            and invoice_lines.invoiced_on < account_segments.valid_to
    group by 1, 2, 3, 4
)

{{ every_period('segment_usage', amounts=['usage_revenue']) }}
