-- By the day of the cart; complete when the window of the period's last cart is over.
with carts as (
    select * from {{ ref('int_carts') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month', 'quarter', 'year')
),

periods as (
    select * from {{ ref('int_periods') }}
),

cart_sums as (
    select
        period_days.period_grain,
        period_days.period_start,
        'all' as segment_type,
        'all' as segment_value,
        count(*) as carts,
        count(case when carts.is_abandoned then 1 end) as abandoned_carts
    from carts
    inner join period_days on carts.created_on = period_days.calendar_day
    group by 1, 2
),

every_cart_period as (
    {{ every_period('cart_sums', ['carts', 'abandoned_carts']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    abandoned_carts,
    carts,
    {{ exact_ratio('abandoned_carts', 'carts') }} as metric_value,
    {{ dbt.dateadd(
        'hour', var('cart_window_hours'), utc_timestamp('cast(period_end as timestamp)')
    ) }} <= {{ as_of_ends_at() }} as is_complete
from every_cart_period
