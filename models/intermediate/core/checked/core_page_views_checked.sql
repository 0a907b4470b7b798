{{ config(materialized="view") }}

with loaded_rows as (
    select * from {{ ref('core_page_views_loaded') }}
),

user_identities as (
    select * from {{ ref('core_user_identities') }}
)

select
    loaded_rows.page_view_id,
    loaded_rows.occurred_at,
    loaded_rows.occurred_on,
    loaded_rows.visitor_id,
    coalesce(user_identities.user_id, loaded_rows.user_id) as user_id,
    user_identities.account_id,
    coalesce(user_identities.is_internal, false) as is_internal,
    loaded_rows.session_id,
    loaded_rows.page_path,
    loaded_rows.content_type,
    loaded_rows.channel,
    loaded_rows.seconds_on_page,
    loaded_rows._loaded_at,
    case
        when loaded_rows.row_fault is not null then loaded_rows.row_fault
        when {{ is_too_far_ahead('loaded_rows.occurred_at') }} then 'implausible_occurred_at'
        when loaded_rows.user_id is not null and {{ has_raw_table('users') }}
            and user_identities.user_id is null
            then 'unknown_user'
    end as reject_reason,
    loaded_rows.raw_row
from loaded_rows
left join user_identities on loaded_rows.user_id = user_identities.identity_id
