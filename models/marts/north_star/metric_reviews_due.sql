-- One row per metric that needs a look: not reviewed for a quarter, nobody's, serving no decision.
with metric_catalog as (
    select * from {{ ref('metric_catalog') }}
),

checked_metrics as (
    select
        metric_name,
        title,
        owner,
        decision,
        reviewed_on,
        file,
        coalesce(
            reviewed_on < {{ dbt.dateadd('month', -3, as_of_date()) }}, true
        ) as is_review_due,
        trim(coalesce(owner, '')) = '' as lacks_owner,
        trim(coalesce(decision, '')) = '' as lacks_decision
    from metric_catalog
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
