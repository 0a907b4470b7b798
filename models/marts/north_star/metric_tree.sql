-- One row per North Star, metric below it and period: how much of its parent's change it explains.
-- Sums: its own change. Products: its logarithmic share, so that the factors' shares add up.
with branches as (
    select * from {{ ref('int_metric_tree_branches') }}
),

metric_values as (
    select * from {{ ref('metric_values') }}
    where segment_type = 'all'
),

periods as (
    select * from {{ ref('int_periods') }}
),

metric_changes as (
    select
        metric_values.metric_name,
        metric_values.period_grain,
        metric_values.period_start,
        metric_values.is_complete,
        metric_values.metric_value,
        previous_values.metric_value as previous_value,
        metric_values.metric_value - previous_values.metric_value as change
    from metric_values
    inner join periods
        on metric_values.period_grain = periods.period_grain
            and metric_values.period_start = periods.period_start
    left join metric_values as previous_values
        on metric_values.metric_name = previous_values.metric_name
            and metric_values.period_grain = previous_values.period_grain
            and periods.previous_period_start = previous_values.period_start
),

parents_and_children as (
    select
        branches.*,
        parents.period_start,
        parents.is_complete,
        parents.metric_value as parent_value,
        parents.change as parent_change,
        children.metric_value as child_value,
        children.previous_value as child_previous_value,
        children.change as child_change,
        case when branches.operation in ('subtract', 'divide') then -1 else 1 end as direction,
        case
            when
                branches.operation in ('multiply', 'divide')
                and parents.metric_value > 0
                and parents.previous_value > 0
                then {{ logarithmic_mean('parents.metric_value', 'parents.previous_value') }}
        end as mean_parent
    from branches
    inner join metric_changes as parents
        on branches.parent = parents.metric_name and branches.period_grain = parents.period_grain
    left join metric_changes as children
        on branches.child = children.metric_name
            and branches.period_grain = children.period_grain
            and parents.period_start = children.period_start
),

contributions as (
    select
        *,
        cast(case
            when operation in ('add', 'subtract') then direction * child_change
            when child_value > 0 and child_previous_value > 0
                then direction * mean_parent * (ln(child_value) - ln(child_previous_value))
        end as decimal(28, 8)) as contribution,
        max(case when is_complete then period_start end) over (partition by north_star, parent)
            as last_complete_period_start
    from parents_and_children
)

select
    cast(north_star as varchar) as north_star,
    cast(depth as integer) as depth,
    cast(parent as varchar) as parent,
    cast(child as varchar) as child,
    cast(operation as varchar) as operation,
    cast(team as varchar) as team,
    cast(owner as varchar) as owner,
    cast(period_grain as varchar) as period_grain,
    period_start,
    is_complete,
    coalesce(period_start = last_complete_period_start, false) as is_last_complete,
    cast(parent_value as decimal(38, 10)) as parent_value,
    cast(parent_change as decimal(38, 10)) as parent_change,
    cast(child_value as decimal(38, 10)) as child_value,
    cast(child_change as decimal(38, 10)) as child_change,
    contribution,
    {{ exact_ratio('contribution', 'parent_change') }} as share_of_change,
    cast(parent_change - coalesce(sum(contribution) over (
        partition by north_star, parent, period_start
    ), 0) as decimal(28, 6)) as residual,
    cast(
        child || ' moved ' || parent || ' by '
        || cast(cast(contribution as decimal(28, 2)) as varchar)
        || ' of ' || cast(cast(parent_change as decimal(28, 2)) as varchar) as varchar
    ) as finding
from contributions
