{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="fail",
    pre_hook="{{ forget_changed_visitors() }}"
) }}

-- One row per web session, dated at its start: a visitor's views with one raw session id, else
-- those between which no gap is longer than the timeout. Its key is its landing view's, because
-- visitors may share a raw session id. Built again, only visitors whose views have changed are cut
-- anew: the pre-hook has found them and taken their sessions away.
with accepted_views as (
    select * from {{ ref('core_page_views') }}
),

page_views as (
    select
        page_view_id,
        visitor_id,
        session_id,
        occurred_at,
        occurred_on,
        content_type,
        channel
    from accepted_views
    {% if adds_rows() %}
        where visitor_id in (select visitor_id from {{ changed_visitors() }})
    {% endif %}
),

visitors as (
    select
        visitor_id,
        {{ view_checksum() }} as views_checksum
    from page_views
    group by 1
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

-- one per landing view: a session ends with the view before the next
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
    from ordered_views
    where
        viewed_before_at is null
        or (
            session_id is null
            and occurred_at
            > {{ dbt.dateadd('minute', var('session_timeout_minutes'), 'viewed_before_at') }}
        )
)

select
    sessions.session_id,
    sessions.source_session_id,
    sessions.visitor_id,
    sessions.channel,
    sessions.content_type,
    sessions.started_at,
    sessions.started_on,
    sessions.ended_at,
    sessions.page_views,
    -- whole microseconds: a product of two decimals with places is ten times as dear
    cast(0.000001 * cast(
        {{ dbt.datediff('sessions.started_at', 'sessions.ended_at', 'microsecond') }}
        as decimal(18, 0)
    ) as decimal(28, 8)) as duration_seconds,
    {{ session_days_before() }},
    {{ session_days_before('channel') }},
    {{ session_days_before('content_type') }},
    visitors.views_checksum,
    {{ definition_number(var('session_timeout_minutes') ~ session_days_before()) }} as definition
from sessions
inner join visitors on sessions.visitor_id = visitors.visitor_id
