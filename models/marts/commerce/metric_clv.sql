-- Over the twelve months that end with the month: mean order value x orders per customer x mean
-- life in years. The first two make the value of a customer and year; the life is 1 / the share of
-- the customers of the year before who are lost.
with customer_years as (
    select * from {{ ref('int_customer_years') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

year_sums as (
    select
        'month' as period_grain,
        period_start,
        'all' as segment_type,
        'all' as segment_value,
        cast(sum(orders) as bigint) as orders,
        cast(sum(order_value) as decimal(28, 8)) as order_value,
        count(case when orders > 0 then 1 end) as customers,
        count(case when ordered_year_before then 1 end) as customers_year_before,
        count(case when ordered_year_before and orders = 0 then 1 end) as lost_customers
    from customer_years
    group by 1, 2
),

every_month as (
    {{ every_period(
        'year_sums',
        ['orders', 'customers', 'customers_year_before', 'lost_customers'],
        amounts=['order_value']
    ) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    orders,
    order_value,
    customers,
    customers_year_before,
    lost_customers,
    {{ exact_ratio('order_value', 'orders') }} as average_order_value,
    {{ exact_ratio('orders', 'customers') }} as orders_per_customer,
    {{ exact_ratio('customers_year_before', 'lost_customers') }} as customer_life_years,
    {{ exact_ratio('order_value', 'customers') }} as value_per_customer_year,
    {{ exact_ratio('lost_customers', 'customers_year_before') }} as lost_share,
    {{ exact_ratio('order_value * customers_year_before', 'customers * lost_customers', 8) }}
        as metric_value,
    is_complete
from every_month
