with staged_rows as (
    select * from {{ ref('stg_raw__content_downloads') }}
),

row_checked as (
    select
        *,
        {{ row_fault('content_downloads') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.download_id,
        row_checked.occurred_at,
        {{ local_date('row_checked.occurred_at') }} as occurred_on,
        row_checked.visitor_id,
        row_checked.content_id,
        row_checked._loaded_at,
        row_checked.raw_row,
        row_checked.row_fault as reject_reason
    from row_checked
)

select
    download_id,
    occurred_at,
    occurred_on,
    visitor_id,
    content_id,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
