-- One row per user and day on which the user was active, with the account that the user was last
-- active in that day (at one instant in two: a known account before none, then the greatest id).
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where active_events > 0
),

ranked_accounts as (
    select
        user_id,
        active_on,
        account_id,
        row_number() over (
            partition by user_id, active_on
            order by
                last_active_at desc,
                case when account_id = 'unknown' then 1 else 0 end,
                account_id desc
        ) as place
    from account_user_days
)

select
    user_id,
    active_on,
    account_id
from ranked_accounts
where place = 1
