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
),

users as (
    select * from {{ ref('core_users') }}
),

segment_spans as (
    select *
    from {{ ref('int_account_segment_spans') }}
    where segment_type = 'all'
),

use_periods as (
    select *
    from {{ ref('int_use_periods') }}
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
        count(case when is_onboarded then 1 end) as onboarded_events,
        cast(coalesce(sum(case when is_active then duration_seconds end), 0) as decimal(28, 8))
            as engaged_seconds,
        max(case when is_active then occurred_at end) as last_active_at
    from events
    group by 1, 2, 3
),

ranked_days as (
    select
        account_days.*,
        coalesce(users.role, 'unknown') as role,
        segment_spans.segment_span_id,
        coalesce(segment_spans.is_paid, false) as is_paid,
        account_days.active_events > 0 and row_number() over (
            partition by account_days.user_id, account_days.active_on
            order by
                case when account_days.active_events > 0 then 0 else 1 end,
                account_days.last_active_at desc,
                case when account_days.account_id = 'unknown' then 1 else 0 end,
                account_days.account_id desc
        ) = 1 as is_counted
    from account_days
    left join users on account_days.user_id = users.user_id
    left join segment_spans
        on account_days.account_id = segment_spans.account_id
            and account_days.active_on >= segment_spans.valid_from
            and account_days.active_on < segment_spans.valid_to
)

select
    ranked_days.user_id,
    ranked_days.account_id,
    ranked_days.active_on,
    ranked_days.active_events,
    ranked_days.value_events,
    ranked_days.login_events,
    ranked_days.onboarded_events,
    ranked_days.engaged_seconds,
    ranked_days.role,
    ranked_days.segment_span_id,
    ranked_days.is_paid,
    ranked_days.is_counted,
    use_periods.use_checksum,
    {{ definition_number(
        var('inactive_events') ~ var('value_events') ~ var('login_events') ~ var('onboarded_event')
    ) }} as definition
from ranked_days
inner join use_periods on ranked_days.active_on = use_periods.period_start
where {{ is_to_count(since, 'ranked_days.active_on') }}
