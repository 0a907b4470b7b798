with staged_rows as (
    select * from {{ ref('stg_raw__page_views') }}
),

user_identities as (
    select * from {{ ref('core_user_identities') }}
),

row_checked as (
    select
        *,
        {{ row_fault('page_views') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.page_view_id,
        row_checked.occurred_at,
        {{ local_date('row_checked.occurred_at') }} as occurred_on,
        row_checked.visitor_id,
        coalesce(user_identities.user_id, row_checked.user_id) as user_id,
        user_identities.account_id,
        coalesce(user_identities.is_internal, false) as is_internal,
        row_checked.session_id,
        row_checked.page_path,
        row_checked.content_type,
        row_checked.channel,
        row_checked.seconds_on_page,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when row_checked.user_id is not null and {{ has_raw_table('users') }}
                and user_identities.user_id is null
                then 'unknown_user'
        end as reject_reason
    from row_checked
    left join user_identities on row_checked.user_id = user_identities.identity_id
)

select
    page_view_id,
    occurred_at,
    occurred_on,
    visitor_id,
    user_id,
    account_id,
    is_internal,
    session_id,
    page_path,
    content_type,
    channel,
    seconds_on_page,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
