-- Revenue of the period / users active in it, each once, in the segments of the last day of use. No
-- rows where no use is known at all.
with segment_revenue_costs as (
    select *
    from {{ ref('int_segment_revenue_costs') }}
    where revenue_days > 0
),

segment_user_periods as (
    select * from {{ ref('int_segment_user_periods') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

both_parts as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        revenue,
        0 as active_users
    from segment_revenue_costs
    where exists (select segment_user_periods.period_start from segment_user_periods)

    union all

    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        0 as revenue,
        active_users
    from segment_user_periods
),

segment_sums as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        cast(sum(revenue) as decimal(28, 8)) as revenue,
        cast(sum(active_users) as bigint) as active_users
    from both_parts
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_sums', ['active_users'], amounts=['revenue']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    revenue,
    active_users,
    {{ exact_ratio('revenue', 'active_users') }} as metric_value,
    is_complete
from every_segment_period
