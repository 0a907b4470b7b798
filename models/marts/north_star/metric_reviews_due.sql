-- One row per metric that needs a look: not reviewed for a quarter, nobody's, serving no decision.
with metric_catalog as (
    select * from {{ ref('metric_catalog') }}
),

last_days as (
    select max(calendar_day) as last_day
    from {{ ref('int_days') }}
),

checked_metrics as (
    select
        metric_catalog.metric_name,
        metric_catalog.title,
        metric_catalog.owner,
        metric_catalog.decision,
        metric_catalog.reviewed_on,
        metric_catalog.file,
        coalesce(
            metric_catalog.reviewed_on < {{ dbt.dateadd('month', -3, 'last_days.last_day') }}, true
        ) as is_review_due,
        trim(coalesce(metric_catalog.owner, '')) = '' as lacks_owner,
        trim(coalesce(metric_catalog.decision, '')) = '' as lacks_decision
    from metric_catalog
    cross join last_days
)

select
    cast(metric_name as varchar) as metric_name,
    cast(title as varchar) as title,
    cast(owner as varchar) as owner,
    cast(decision as varchar) as decision,
    reviewed_on,
    cast(file as varchar) as file,
    is_review_due,
    lacks_owner,
    lacks_decision
from checked_metrics
where
    is_review_due
    or lacks_owner
    or lacks_decision
