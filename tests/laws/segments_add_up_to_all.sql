-- Whatever may be added up over accounts (flows, balances, distinct counts whose entity has one
-- value) gives `all` again when its values of one account segment are added up, of each of them.
with metric_values as (
    select * from {{ ref('metric_values') }}
),

metric_catalog as (
    select *
    from {{ ref('metric_catalog') }}
    where
        kind in ('flow', 'balance', 'distinct')
        and segments like '%account segments%'
        -- between the values of a segment accounts move; out of all there is nowhere to go
        and metric_name not in ('segment_entered_mrr', 'segment_left_mrr')
),

totals as (
    select
        metric_values.metric_name,
        metric_values.period_grain,
        metric_values.period_start,
        metric_values.segment_type,
        sum(metric_values.numerator) as total
    from metric_values
    inner join metric_catalog on metric_values.metric_name = metric_catalog.metric_name
    where
        {{ is_one_of('metric_values.segment_type', account_segments()) }}
    group by 1, 2, 3, 4
),

segment_types as (
    {% for segment in account_segments() %}
        select '{{ segment }}' as segment_type
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

overall as (
    select
        totals.metric_name,
        totals.period_grain,
        totals.period_start,
        segment_types.segment_type,
        totals.total
    from totals
    cross join segment_types
    where totals.segment_type = 'all'
)

select
    coalesce(totals.metric_name, overall.metric_name) as metric_name,
    coalesce(totals.period_grain, overall.period_grain) as period_grain,
    coalesce(totals.period_start, overall.period_start) as period_start,
    coalesce(totals.segment_type, overall.segment_type) as segment_type,
    totals.total as total_of_the_values,
    overall.total as total_of_all
from totals
full join overall
    on totals.metric_name = overall.metric_name
        and totals.period_grain = overall.period_grain
        and totals.period_start = overall.period_start
        and totals.segment_type = overall.segment_type
where
    totals.total is null
    or overall.total is null
    or totals.total != overall.total
