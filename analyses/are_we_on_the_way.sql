-- Are we on the way? The last twelve periods of today's North Stars: below 1 in `attainment` is
-- behind the target; growth on the year before is free of the season, that on the period is not.
with north_star_values as (
    select * from {{ published(ref('north_star_values')) }}
    where
        is_complete
        and valid_to = cast('9999-12-31' as date)
),

ranked_values as (
    select
        *,
        row_number() over (partition by metric_name order by period_start desc) as place
    from north_star_values
)

select
    title,
    period_grain,
    period_start,
    cast(metric_value as decimal(18, 2)) as metric_value,
    cast(target as decimal(18, 2)) as target,
    cast(attainment as decimal(18, 3)) as attainment,
    cast(growth_on_previous as decimal(18, 3)) as growth_on_previous,
    cast(growth_on_year_before as decimal(18, 3)) as growth_on_year_before
from ranked_values
where place <= 12
order by title asc, period_start desc
