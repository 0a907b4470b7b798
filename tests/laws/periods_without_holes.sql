-- Each metric has, for each grain and segment value, every period from its first to its last, and
-- no row of anything else; but for cohorts, which end where nothing is known yet, the last is the
-- one that holds as_of_date.
with metric_values as (
    select * from {{ ref('metric_values') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

last_periods as (
    select
        period_grain,
        max(period_number) as period_number
    from periods
    group by 1
),

stretches as (
    select
        metric_values.metric_name,
        metric_values.period_grain,
        metric_values.segment_type,
        metric_values.segment_value,
        count(*) as rows_found,
        min(periods.period_number) as first_number,
        max(periods.period_number) as last_number
    from metric_values
    left join periods
        on metric_values.period_grain = periods.period_grain
            and metric_values.period_start = periods.period_start
            and metric_values.period_end = periods.period_end
    group by 1, 2, 3, 4
)

select
    stretches.*,
    last_periods.period_number as number_of_as_of_date
from stretches
left join last_periods on stretches.period_grain = last_periods.period_grain
where
    stretches.first_number is null
    or stretches.rows_found != stretches.last_number - stretches.first_number + 1
    or (
        stretches.segment_type not like 'periods_since%'
        and stretches.last_number != last_periods.period_number
    )
