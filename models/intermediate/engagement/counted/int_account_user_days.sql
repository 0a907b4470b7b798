{%- set since = counted_since() -%}

-- One row per user, account and day with any event: what was done. Of the accounts in which a user
-- is active on a day, the user counts in the one of the latest event (at one instant in two: a
-- known account before none, then the greatest id). An inactive event makes nobody active and adds
-- no time; it still counts as the login, value or onboarded event that the vars say it is.
with events as (
    select
        *,
        not {{ is_one_of('event_name', var('inactive_events')) }} as is_active,
        {{ is_one_of('event_name', var('value_events')) }} as is_value,
        {{ is_one_of('event_name', var('login_events')) }} as is_login,
        {{ is_one_of('event_name', var('onboarded_event')) }} as is_onboarded
    from {{ ref('core_events') }}
    where {{ is_to_count(since, 'occurred_on') }}
),

-- few: who is in one account only needs no comparison of accounts
users_of_several_accounts as (
    select user_id
    from {{ ref('core_event_actors') }}
    group by 1
    having min(account_id) != max(account_id)
),

users as (
    select * from {{ ref('core_users') }}
),

segment_spans as (
    select *
    from {{ ref('int_account_segment_spans') }}
    where segment_type = 'all'
),

period_checksums as (
    select *
    from {{ ref('int_period_checksums') }}
    where period_grain = 'day'
),

account_days as (
    select
        user_id,
        account_id,
        occurred_on as active_on,
        count(case when is_active then 1 end) as active_events,
        cast(coalesce(sum(case when is_value then quantity end), 0) as decimal(28, 8))
            as value_events,
        count(case when is_login then 1 end) as login_events,
        min(case when is_onboarded then occurred_at end) as onboarded_at,
        cast(coalesce(sum(case when is_active then duration_seconds end), 0) as decimal(28, 8))
            as engaged_seconds,
        max(case when is_active then occurred_at end) as last_active_at
    from events
    group by 1, 2, 3
),

counted_days as (
    select
        *,
        active_events > 0 as is_counted
    from account_days
    where user_id not in (select shared.user_id from users_of_several_accounts as shared)

    union all

    select
        *,
        active_events > 0 and row_number() over (
            partition by user_id, active_on
            order by
                case when active_events > 0 then 0 else 1 end,
                last_active_at desc,
                case when account_id = 'unknown' then 1 else 0 end,
                account_id desc
        ) = 1 as is_counted
    from account_days
    where user_id in (select shared.user_id from users_of_several_accounts as shared)
),

placed_days as (
    select
        counted_days.*,
        coalesce(users.role, 'unknown') as role,
        segment_spans.segment_span_id,
        coalesce(segment_spans.is_paid, false) as is_paid
    from counted_days
    left join users on counted_days.user_id = users.user_id
    left join segment_spans
        on counted_days.account_id = segment_spans.account_id
            and counted_days.active_on >= segment_spans.valid_from
            and counted_days.active_on < segment_spans.valid_to
)

select
    placed_days.user_id,
    placed_days.account_id,
    placed_days.active_on,
    placed_days.active_events,
    placed_days.value_events,
    placed_days.login_events,
    placed_days.onboarded_at,
    placed_days.engaged_seconds,
    placed_days.role,
    placed_days.segment_span_id,
    placed_days.is_paid,
    placed_days.is_counted,
    period_checksums.use_checksum,
    {{ definition_number(
        var('inactive_events') ~ var('value_events') ~ var('login_events') ~ var('onboarded_event')
    ) }} as definition
from placed_days
inner join period_checksums on placed_days.active_on = period_checksums.period_start
where {{ is_to_count(since, 'placed_days.active_on') }}
