with staged_rows as (
    select * from {{ ref('stg_raw__plans') }}
),

row_checked as (
    select
        *,
        {{ row_fault('plans') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.plan_id,
        row_checked.plan_tier,
        row_checked.is_free,
        row_checked.value_metric,
        row_checked._loaded_at,
        row_checked.raw_row,
        row_checked.row_fault as reject_reason
    from row_checked
)

select
    plan_id,
    plan_tier,
    is_free,
    value_metric,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
