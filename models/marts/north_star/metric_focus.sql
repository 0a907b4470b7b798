-- One row per focus (One Metric That Matters): where the metric stands in the last complete period
-- of the focus, and where it arrives by its end at this pace, or how far it came.
with focuses as (
    select * from {{ ref('metric_focuses') }}
),

metric_values as (
    select * from {{ ref('metric_values') }}
    where segment_type = 'all'
),

focus_periods as (
    select
        focuses.metric_name,
        focuses.team,
        focuses.starts_on,
        metric_values.period_end as measured_until,
        metric_values.metric_value,
        metric_values.is_complete,
        max(metric_values.period_end) over (
            partition by focuses.metric_name, focuses.team, focuses.starts_on
        ) as last_period_end
    from focuses
    inner join metric_values
        on focuses.metric_name = metric_values.metric_name
            and focuses.period_grain = metric_values.period_grain
            and focuses.starts_on <= metric_values.period_start
            and focuses.ends_on >= metric_values.period_end
),

measured_periods as (
    select
        *,
        row_number() over (
            partition by metric_name, team, starts_on order by measured_until desc
        ) as place
    from focus_periods
    where is_complete
),

measured_focuses as (
    select
        focuses.*,
        {{ dbt.datediff('focuses.starts_on', 'focuses.ends_on', 'day') }}
            as focus_days,
        measured_periods.measured_until,
        {{ dbt.datediff('focuses.starts_on', 'measured_periods.measured_until', 'day') }}
            as elapsed_days,
        measured_periods.metric_value,
        -- a focus may end inside a period: none that is yet to come lies inside the focus then
        {{ is_over('focuses.ends_on') }}
        and measured_periods.measured_until = measured_periods.last_period_end
            as is_measured_to_the_end
    from focuses
    left join measured_periods
        on focuses.metric_name = measured_periods.metric_name
            and focuses.team = measured_periods.team
            and focuses.starts_on = measured_periods.starts_on
            and measured_periods.place = 1
),

paced_focuses as (
    select
        *,
        {{ exact_ratio('metric_value - baseline', 'target - baseline') }} as progress,
        {{ exact_ratio(
            '(metric_value - baseline) * focus_days', '(target - baseline) * elapsed_days'
        ) }} as pace,
        cast(
            baseline + {{ exact_ratio(
                '(metric_value - baseline) * focus_days', 'elapsed_days', places=8
            ) }}
            as decimal(28, 8)
        ) as projected_value
    from measured_focuses
)

select
    cast(metric_name as varchar) as metric_name,
    cast(period_grain as varchar) as period_grain,
    cast(team as varchar) as team,
    cast(north_star as varchar) as north_star,
    cast(why as varchar) as why,
    starts_on,
    ends_on,
    cast(focus_days as integer) as focus_days,
    cast(baseline as decimal(28, 8)) as baseline,
    cast(target as decimal(28, 8)) as target,
    measured_until,
    cast(elapsed_days as integer) as elapsed_days,
    cast(metric_value as decimal(38, 10)) as metric_value,
    progress,
    pace,
    projected_value,
    cast(case
        when pace is null then 'not_measured'
        when is_measured_to_the_end and progress >= 1 then 'reached'
        when is_measured_to_the_end then 'missed'
        when pace >= 1 then 'on_pace'
        else 'behind'
    end as varchar) as status,
    cast(
        case
            when is_measured_to_the_end then 'it went ' || {{ percent_text('progress') }}
            else 'at this pace ' || {{ percent_text('pace') }}
        end
        || ' of the way from ' || cast(cast(baseline as decimal(28, 2)) as varchar)
        || ' to ' || cast(cast(target as decimal(28, 2)) as varchar)
        || ' by the end'
        as varchar
    ) as finding
from paced_focuses
