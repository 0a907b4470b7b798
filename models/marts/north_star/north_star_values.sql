-- One row per version of a North Star and period that starts while it is valid: the value, the
-- target, and the growth on the period before and on the year before, through the calendar.
with north_stars as (
    select
        metric_name,
        period_grain,
        why,
        owner,
        valid_from,
        coalesce(valid_to, cast('9999-12-31' as date)) as valid_to
    from {{ ref('north_stars') }}
),

north_star_targets as (
    select * from {{ ref('north_star_targets') }}
),

metric_catalog as (
    select * from {{ ref('metric_catalog') }}
),

metric_values as (
    select * from {{ ref('metric_values') }}
    where segment_type = 'all'
),

periods as (
    select * from {{ ref('int_periods') }}
),

valid_periods as (
    select
        north_stars.*,
        periods.period_start,
        periods.period_end,
        periods.previous_period_start,
        periods.year_before_period_start
    from north_stars
    inner join periods
        on north_stars.period_grain = periods.period_grain
            and north_stars.valid_from <= periods.period_start
            and north_stars.valid_to > periods.period_start
),

comparisons as (
    select
        valid_periods.metric_name,
        valid_periods.period_grain,
        valid_periods.why,
        valid_periods.owner,
        valid_periods.valid_from,
        valid_periods.valid_to,
        valid_periods.period_start,
        valid_periods.period_end,
        max(case
            when metric_values.period_start = valid_periods.period_start
                then metric_values.metric_value
        end) as metric_value,
        max(case
            when metric_values.period_start != valid_periods.period_start then 0
            when metric_values.is_complete then 1
            else 0
        end) = 1 as is_complete,
        max(case
            when metric_values.period_start = valid_periods.previous_period_start
                then metric_values.metric_value
        end) as previous_value,
        max(case
            when metric_values.period_start = valid_periods.year_before_period_start
                then metric_values.metric_value
        end) as year_before_value
    from valid_periods
    inner join metric_values
        on valid_periods.metric_name = metric_values.metric_name
            and valid_periods.period_grain = metric_values.period_grain
            and metric_values.period_start in (
                valid_periods.period_start,
                valid_periods.previous_period_start,
                valid_periods.year_before_period_start
            )
    group by 1, 2, 3, 4, 5, 6, 7, 8
)

select
    cast(comparisons.metric_name as varchar) as metric_name,
    cast(metric_catalog.title as varchar) as title,
    cast(comparisons.period_grain as varchar) as period_grain,
    comparisons.period_start,
    comparisons.period_end,
    comparisons.valid_from,
    comparisons.valid_to,
    cast(comparisons.owner as varchar) as owner,
    cast(comparisons.why as varchar) as why,
    cast(comparisons.metric_value as decimal(38, 10)) as metric_value,
    cast(north_star_targets.target as decimal(28, 8)) as target,
    case
        when metric_catalog.direction = 'down'
            then {{ exact_ratio('north_star_targets.target', 'comparisons.metric_value') }}
        else {{ exact_ratio('comparisons.metric_value', 'north_star_targets.target') }}
    end as attainment,
    cast(comparisons.previous_value as decimal(38, 10)) as previous_value,
    cast(case
        when comparisons.is_complete and comparisons.previous_value > 0
            then {{ exact_ratio('comparisons.metric_value', 'comparisons.previous_value') }} - 1
    end as decimal(38, 10)) as growth_on_previous,
    cast(comparisons.year_before_value as decimal(38, 10)) as year_before_value,
    cast(case
        when comparisons.is_complete and comparisons.year_before_value > 0
            then {{ exact_ratio('comparisons.metric_value', 'comparisons.year_before_value') }} - 1
    end as decimal(38, 10)) as growth_on_year_before,
    comparisons.is_complete
from comparisons
left join metric_catalog on comparisons.metric_name = metric_catalog.metric_name
left join north_star_targets
    on comparisons.metric_name = north_star_targets.metric_name
        and comparisons.period_grain = north_star_targets.period_grain
        and comparisons.period_start = north_star_targets.period_start
