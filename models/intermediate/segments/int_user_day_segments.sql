-- One row per user, day of use, segment and value: the segments of the account that the user was in
-- that day, and the user's role.
with user_days as (
    select * from {{ ref('int_user_days') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

users as (
    select * from {{ ref('core_users') }}
)

select
    user_days.user_id,
    user_days.active_on,
    account_segments.segment_type,
    account_segments.segment_value
from user_days
inner join account_segments
    on user_days.account_id = account_segments.account_id
        and user_days.active_on >= account_segments.valid_from
        and user_days.active_on < account_segments.valid_to

union all

select
    user_days.user_id,
    user_days.active_on,
    'role' as segment_type,
    coalesce(users.role, 'unknown') as segment_value
from user_days
left join users on user_days.user_id = users.user_id
