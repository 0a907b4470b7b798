-- One row per period (week, month, quarter, year), from the first order on: orders, their value and
-- the customers whose first order it was.
with orders as (
    select * from {{ ref('int_orders') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month', 'quarter', 'year')
),

periods as (
    select * from {{ ref('int_periods') }}
),

order_sums as (
    select
        period_days.period_grain,
        period_days.period_start,
        'all' as segment_type,
        'all' as segment_value,
        count(*) as orders,
        cast(sum(orders.amount) as decimal(28, 8)) as order_value,
        count(case when orders.is_first_order then 1 end) as first_order_customers
    from orders
    inner join period_days on orders.ordered_on = period_days.calendar_day
    group by 1, 2
)

{{ every_period('order_sums', ['orders', 'first_order_customers'], amounts=['order_value']) }}
