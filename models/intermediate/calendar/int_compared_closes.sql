-- One row per period (month, quarter, year), comparison and side: the close of the period ('close')
-- and the one that it is compared with ('base'), which is its opening, or the close of the period a
-- year before.
with periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain in ('month', 'quarter', 'year')
)

select
    period_grain,
    period_start,
    'opening' as compared_with,
    'base' as side,
    previous_period_start as side_period_start,
    opened_on as side_closed_on
from periods

union all

select
    period_grain,
    period_start,
    'opening' as compared_with,
    'close' as side,
    period_start as side_period_start,
    closed_on as side_closed_on
from periods

union all

select
    period_grain,
    period_start,
    'year_before' as compared_with,
    'base' as side,
    year_before_period_start as side_period_start,
    cast(
        {{ dbt.dateadd('day', -1, dbt.dateadd('month', -12, 'period_end')) }} as date
    ) as side_closed_on
from periods

union all

select
    period_grain,
    period_start,
    'year_before' as compared_with,
    'close' as side,
    period_start as side_period_start,
    closed_on as side_closed_on
from periods
