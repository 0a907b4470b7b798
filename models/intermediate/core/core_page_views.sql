with checked_rows as (
    select * from {{ ref('core_page_views_checked') }}
)

select
    page_view_id,
    occurred_at,
    occurred_on,
    visitor_id,
    user_id,
    account_id,
    session_id,
    page_path,
    content_type,
    coalesce(channel, 'unknown') as channel,
    seconds_on_page
from checked_rows
where
    reject_reason is null
    and not is_internal
    and occurred_on <= {{ as_of_date() }}
