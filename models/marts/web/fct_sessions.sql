{{ config(materialized="view") }}

-- One row per web session. The table that readers see is written when it is published, and
-- of it only the days that changed.
with sessions as (
    select * from {{ ref('int_sessions') }}
)

select
    session_id,
    source_session_id,
    visitor_id,
    channel,
    content_type,
    started_at,
    started_on,
    ended_at,
    duration_seconds,
    page_views,
    page_views = 1 as is_bounce
from sessions
