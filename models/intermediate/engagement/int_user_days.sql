-- One row per user and day on which the user was active, with the account that the user was last
-- active in that day (at one instant in two: a known account before none, then the greatest id),
-- whether it paid at the close of the day, the segments of the day (those of the account by their
-- span, the role), and the first, the previous and the next day of use: who counts users needs no
-- window of their own.
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

segment_spans as (
    select *
    from {{ ref('int_account_segment_spans') }}
    where segment_type = 'all'
),

users as (
    select * from {{ ref('core_users') }}
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
),

user_days as (
    select
        user_id,
        active_on,
        account_id,
        first_value(active_on) over (partition by user_id order by active_on) as first_active_on,
        lag(active_on) over (partition by user_id order by active_on) as previous_active_on,
        lead(active_on) over (partition by user_id order by active_on) as next_active_on
    from ranked_accounts
    where place = 1
)

select
    user_days.user_id,
    user_days.active_on,
    user_days.account_id,
    paying_spans.account_id is not null as is_paid,
    segment_spans.segment_span_id,
    coalesce(users.role, 'unknown') as role,
    user_days.first_active_on,
    user_days.previous_active_on,
    coalesce(user_days.next_active_on, cast('9999-12-31' as date)) as next_active_on
from user_days
left join paying_spans
    on user_days.account_id = paying_spans.account_id
        and user_days.active_on >= paying_spans.valid_from
        and user_days.active_on < paying_spans.valid_to
left join segment_spans
    on user_days.account_id = segment_spans.account_id
        and user_days.active_on >= segment_spans.valid_from
        and user_days.active_on < segment_spans.valid_to
left join users on user_days.user_id = users.user_id
