-- One row per user and day on which the user was active, with the account that the user was last
-- active in that day (at one instant in two: a known account before none, then the greatest id),
-- and whether it paid at the close of the day.
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where active_events > 0
),

paying_spans as (
    select *
    from {{ ref('int_account_spans') }}
    where mrr > 0
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
    ranked_accounts.user_id,
    ranked_accounts.active_on,
    ranked_accounts.account_id,
    paying_spans.account_id is not null as is_paid
from ranked_accounts
left join paying_spans
    on ranked_accounts.account_id = paying_spans.account_id
        and ranked_accounts.active_on >= paying_spans.valid_from
        and ranked_accounts.active_on < paying_spans.valid_to
where ranked_accounts.place = 1
