-- One row per user created by as_of_date: the first and the last day of use, the day of onboarding,
-- how many days after the creation it was (never below 0), and whether it was soon enough.
with new_users as (
    select * from {{ ref('int_new_users') }}
),

user_uses as (
    select * from {{ ref('int_user_uses') }}
),

user_milestones as (
    select
        new_users.*,
        user_uses.first_active_on,
        user_uses.last_active_on,
        user_uses.onboarded_on,
        user_uses.onboarded_at
    from new_users
    left join user_uses on new_users.user_id = user_uses.user_id
)

select
    user_id,
    account_id,
    role,
    created_on,
    segment_span_id,
    first_active_on,
    last_active_on,
    onboarded_on,
    cast(case
        when onboarded_on < created_on then 0
        else {{ dbt.datediff('created_on', 'onboarded_on', 'day') }}
    end as bigint) as days_to_onboard,
    coalesce(onboarded_at < {{ days_later('created_at', activation_days()) }}, false)
        as is_activated
from user_milestones
