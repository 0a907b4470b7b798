{#
    Sessions are cut visitor by visitor, so int_sessions is kept by visitor: the sessions of one stay as they are as long
    as the views do that they were cut from. A view may be new, be gone, read otherwise, or be accepted or left out for
    what another table or the day of the run says, whenever it was loaded: a sum over all that sessions are made of
    tells of each.
#}
{% macro view_checksum() -%}
    {{ row_checksum(['page_view_id', 'session_id', 'occurred_at', 'occurred_on', 'content_type', 'channel']) }}
{%- endmacro %}


{#
    Before int_sessions adds to them: finds, in one look at all views, the visitors whose views are not those that their
    sessions were cut from, new ones and those without any view left among them, and takes their sessions away.
#}
{% macro forget_changed_visitors() %}
{% if adds_rows() %}
drop table if exists {{ changed_visitors() }};

create temporary table {{ changed_visitors() }} as
select coalesce(visitors.visitor_id, kept.visitor_id) as visitor_id
from (
    select
        visitor_id,
        {{ view_checksum() }} as views_checksum
    from {{ ref('core_page_views') }}
    group by 1
) as visitors
full outer join {{ this }} as kept
    on visitors.visitor_id = kept.visitor_id
        and visitors.views_checksum = kept.views_checksum
where visitors.visitor_id is null or kept.visitor_id is null;

delete from {{ this }}
where visitor_id in (select visitor_id from {{ changed_visitors() }})
{% endif %}
{% endmacro %}


{# The table of them, which is there as long as the connection that builds int_sessions. #}
{% macro changed_visitors() %}{% do return('int_sessions__changed_visitors') %}{% endmacro %}


{#
    Of each session, the day of the visitor's session before it and that of the last one before it that had more than one
    view; with a segment, among those of the same value of it. Whoever counts visitors by period has only to look
    whether these days are in the period too, and a session that is kept has them from when it was cut.
#}
{% macro session_days_before(segment=none) -%}
{%- set name = segment ~ '_' if segment else '' -%}
{%- set visitor = 'partition by sessions.visitor_id' ~ (', sessions.' ~ segment if segment else '') -%}
{%- set order = 'order by sessions.started_on, sessions.session_id' -%}
    lag(sessions.started_on) over ({{ visitor }} {{ order }}) as {{ name }}visited_before_on,
    max(case when sessions.page_views > 1 then sessions.started_on end) over (
        {{ visitor }} {{ order }}
        rows between unbounded preceding and 1 preceding
    ) as {{ name }}stayed_before_on
{%- endmacro %}
