with staged_rows as (
    select * from {{ ref('stg_raw__features') }}
),

row_checked as (
    select
        *,
        {{ row_fault('features') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.feature_id,
        row_checked.released_at,
        {{ local_date('row_checked.released_at') }} as released_on,
        row_checked.is_core,
        row_checked._loaded_at,
        row_checked.raw_row,
        row_checked.row_fault as reject_reason
    from row_checked
)

select
    feature_id,
    released_at,
    released_on,
    is_core,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
