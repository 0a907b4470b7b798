-- By the day of the order; a unit that comes back later still counts for the period in which it was
-- ordered.
with order_units as (
    select * from {{ ref('int_order_units') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month', 'quarter', 'year')
),

periods as (
    select * from {{ ref('int_periods') }}
),

unit_segments as (
    select
        ordered_on,
        'all' as segment_type,
        'all' as segment_value,
        units,
        returned_units
    from order_units

    union all

    select
        ordered_on,
        'product' as segment_type,
        product_id as segment_value,
        units,
        returned_units
    from order_units
),

unit_sums as (
    select
        period_days.period_grain,
        period_days.period_start,
        unit_segments.segment_type,
        unit_segments.segment_value,
        cast(sum(unit_segments.units) as decimal(28, 8)) as units,
        cast(sum(unit_segments.returned_units) as decimal(28, 8)) as returned_units
    from unit_segments
    inner join period_days on unit_segments.ordered_on = period_days.calendar_day
    group by 1, 2, 3, 4
),

every_unit_period as (
    {{ every_period('unit_sums', amounts=['units', 'returned_units']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    returned_units,
    units,
    {{ exact_ratio('returned_units', 'units') }} as metric_value,
    is_complete
from every_unit_period
