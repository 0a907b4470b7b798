{#
    Sessions are cut visitor by visitor, so int_sessions is kept by visitor: the sessions of one stay as they are as long
    as the views do that they were cut from. A view may be new, be gone, read otherwise, or be accepted or left out for
    what another table or the day of the run says, whenever it was loaded: a sum over all that sessions are made of
    tells of each.
#}
{% macro view_checksum() -%}
    {{ row_checksum(['page_view_id', 'session_id', 'occurred_at', 'occurred_on', 'content_type', 'channel']) }}
{%- endmacro %}


{# Before int_sessions adds them: takes away the sessions of visitors whose views are not those they were cut from. #}
{% macro forget_changed_visitors() %}
{% if adds_rows() %}
delete from {{ this }} as kept
where not exists (
    select 1
    from (
        select
            visitor_id,
            {{ view_checksum() }} as views_checksum
        from {{ ref('core_page_views') }}
        group by 1
    ) as visitors
    where visitors.visitor_id = kept.visitor_id and visitors.views_checksum = kept.views_checksum
)
{% endif %}
{% endmacro %}
