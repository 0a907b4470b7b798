-- One row per customer with an order that was not cancelled: recency, frequency and monetary value
-- as models of customer value (BG/NBD, Gamma-Gamma) take them. The first day of ordering is the
-- start; only the days after it are repeats.
with customer_order_days as (
    select * from {{ ref('int_customer_order_days') }}
),

first_days as (
    select
        *,
        min(ordered_on) over (partition by customer_id) as first_ordered_on
    from customer_order_days
),

customers as (
    select
        customer_id,
        first_ordered_on,
        max(ordered_on) as last_ordered_on,
        cast(sum(orders) as bigint) as orders,
        cast(sum(order_value) as decimal(28, 8)) as order_value,
        count(case when ordered_on > first_ordered_on then 1 end) as frequency,
        cast(sum(case
            when ordered_on > first_ordered_on then order_value else 0
        end) as decimal(28, 8)) as repeat_value
    from first_days
    group by 1, 2
)

select
    customer_id,
    first_ordered_on,
    last_ordered_on,
    orders,
    order_value,
    frequency,
    cast(
        {{ dbt.datediff('first_ordered_on', 'last_ordered_on', 'day') }}
        as integer
    ) as recency,
    cast(
        {{ dbt.datediff('first_ordered_on', as_of_date(), 'day') }}
        as integer
    ) as t,
    cast(
        coalesce({{ exact_ratio('repeat_value', 'frequency', 8) }}, 0) as decimal(28, 8)
    ) as monetary_value
from customers
