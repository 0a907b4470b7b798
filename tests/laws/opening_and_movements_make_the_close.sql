-- Opening + net new + entered - left = close, to the cent, for every segment value, month, quarter
-- and year. The closes are balances of the subscriptions that run then, the movements come from
-- comparing accounts; the opening is the balance of the period before, or nothing where it has no
-- row.
with closes as (
    select * from {{ ref('metric_mrr') }}
),

movements as (
    select * from {{ ref('metric_mrr_movements') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

compared as (
    select
        closes.period_grain,
        closes.period_start,
        closes.segment_type,
        closes.segment_value,
        coalesce(openings.mrr, 0) as opening_mrr,
        movements.net_new_mrr,
        movements.segment_entered_mrr,
        movements.segment_left_mrr,
        closes.mrr as close_mrr,
        coalesce(openings.mrr, 0) + movements.net_new_mrr
        + movements.segment_entered_mrr - movements.segment_left_mrr as close_by_movements
    from closes
    inner join periods
        on closes.period_grain = periods.period_grain
            and closes.period_start = periods.period_start
    left join movements
        on closes.period_grain = movements.period_grain
            and closes.period_start = movements.period_start
            and closes.segment_type = movements.segment_type
            and closes.segment_value = movements.segment_value
    left join closes as openings
        on periods.period_grain = openings.period_grain
            and periods.previous_period_start = openings.period_start
            and closes.segment_type = openings.segment_type
            and closes.segment_value = openings.segment_value
)

select *
from compared
where
    close_by_movements is null
    or abs(close_mrr - close_by_movements) >= 0.005
