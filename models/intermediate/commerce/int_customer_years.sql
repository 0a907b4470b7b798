-- One row per month and customer with an order in the two years that end with it: what was ordered
-- in the year that ends with the month, and whether anything was in the year before.
with customer_order_days as (
    select * from {{ ref('int_customer_order_days') }}
),

months as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

month_offsets as (
    {{ dbt.generate_series(24) }}
),

customer_months as (
    select
        customer_order_days.customer_id,
        months.period_number,
        sum(customer_order_days.orders) as orders,
        sum(customer_order_days.order_value) as order_value
    from customer_order_days
    inner join months
        on months.period_start = {{ period_start('month', 'customer_order_days.ordered_on') }}
    group by 1, 2
)

select
    months.period_start,
    customer_months.customer_id,
    cast(sum(case
        when month_offsets.generated_number <= 12 then customer_months.orders else 0
    end) as bigint) as orders,
    cast(sum(case
        when month_offsets.generated_number <= 12 then customer_months.order_value else 0
    end) as decimal(28, 8)) as order_value,
    count(case when month_offsets.generated_number > 12 then 1 end) > 0 as ordered_year_before
from customer_months
cross join month_offsets
inner join months
    on customer_months.period_number + month_offsets.generated_number - 1 = months.period_number
group by 1, 2
