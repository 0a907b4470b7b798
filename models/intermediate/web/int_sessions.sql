-- One row per web session, dated at its start: a visitor's views with one raw session id, else
-- those between which no gap is longer than the timeout. Its key is its landing view's, because
-- visitors may share a raw session id.
with page_views as (
    select
        page_view_id,
        visitor_id,
        session_id,
        occurred_at,
        occurred_on,
        content_type,
        channel
    from {{ ref('core_page_views') }}
),

-- every window is the same, so that the views are sorted once
ordered_views as (
    select
        *,
        lag(occurred_at) over (
            partition by visitor_id, session_id order by occurred_at, page_view_id
        ) as viewed_before_at,
        row_number() over (
            partition by visitor_id, session_id order by occurred_at, page_view_id
        ) as view_number,
        max(occurred_at) over (
            partition by visitor_id, session_id order by occurred_at, page_view_id
            rows between unbounded preceding and unbounded following
        ) as last_viewed_at,
        count(*) over (
            partition by visitor_id, session_id order by occurred_at, page_view_id
            rows between unbounded preceding and unbounded following
        ) as views
    from page_views
),

landing_views as (
    select
        page_view_id,
        visitor_id,
        session_id,
        occurred_at,
        occurred_on,
        content_type,
        channel,
        viewed_before_at,
        view_number,
        last_viewed_at,
        views
    from ordered_views
    where
        viewed_before_at is null
        or (
            session_id is null
            and occurred_at
            > {{ dbt.dateadd('minute', var('session_timeout_minutes'), 'viewed_before_at') }}
        )
),

-- a session ends with the view before the next landing
sessions as (
    select
        page_view_id as session_id,
        session_id as source_session_id,
        visitor_id,
        channel,
        content_type,
        occurred_at as started_at,
        occurred_on as started_on,
        coalesce(
            lead(viewed_before_at) over (partition by visitor_id, session_id order by view_number),
            last_viewed_at
        ) as ended_at,
        coalesce(
            lead(view_number) over (partition by visitor_id, session_id order by view_number),
            views + 1
        ) - view_number as page_views
    from landing_views
),

timed_sessions as (
    select
        *,
        {{ dbt.datediff('started_at', 'ended_at', 'microsecond') }}
            as microseconds
    from sessions
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
    page_views,
    cast(0.000001 * cast(microseconds as decimal(28, 8)) as decimal(28, 8)) as duration_seconds
from timed_sessions
