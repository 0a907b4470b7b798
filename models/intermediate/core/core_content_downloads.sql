with checked_rows as (
    select * from {{ ref('core_content_downloads_checked') }}
)

select
    download_id,
    occurred_at,
    occurred_on,
    visitor_id,
    content_id
from checked_rows
where
    reject_reason is null
    and occurred_on <= {{ as_of_date() }}
