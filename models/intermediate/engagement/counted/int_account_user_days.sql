{%- set since = counted_since() -%}

-- One row per user, account and day with any event. Of the accounts in which a user is active on a
-- day, the user counts in the one of the latest event (at one instant in two: a known account
-- before none, then the greatest id), with the first and the previous day of use: who counts users
-- needs no window of their own, and no earlier row changes when a day is added.
with event_days as (
    select *
    from {{ ref('int_event_days') }}
    where {{ is_to_count(since, 'active_on') }}
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
        active_on,
        max(role) as role,
        max(segment_span_id) as segment_span_id,
        max(case when is_paid then 1 else 0 end) = 1 as is_paid,
        cast(sum(active_events) as bigint) as active_events,
        cast(sum(value_events) as decimal(28, 8)) as value_events,
        cast(sum(login_events) as bigint) as login_events,
        cast(sum(onboarded_events) as bigint) as onboarded_events,
        cast(sum(engaged_seconds) as decimal(28, 8)) as engaged_seconds,
        max(last_active_at) as last_active_at
    from event_days
    group by 1, 2, 3
),

ranked_days as (
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

    {% if since %}
        union all

        -- the days before, of those who are there again
        select
            user_id,
            account_id,
            active_on,
            role,
            segment_span_id,
            is_paid,
            active_events,
            value_events,
            login_events,
            onboarded_events,
            engaged_seconds,
            last_active_at,
            is_counted
        from {{ this }}
        where
            is_counted
            and not {{ is_to_count(since, 'active_on') }}
            and user_id in (select account_days.user_id from account_days)
    {% endif %}
),

-- of the rows that do not count, which have no place among the others, nothing is kept
followed_days as (
    select
        *,
        first_value(active_on) over (
            partition by user_id, is_counted order by active_on, account_id
        ) as first_day,
        lag(active_on) over (
            partition by user_id, is_counted order by active_on, account_id
        ) as day_before,
        lag(segment_span_id) over (
            partition by user_id, is_counted order by active_on, account_id
        ) as span_before
    from ranked_days
)

select
    followed_days.user_id,
    followed_days.account_id,
    followed_days.active_on,
    followed_days.role,
    followed_days.segment_span_id,
    followed_days.is_paid,
    followed_days.active_events,
    followed_days.value_events,
    followed_days.login_events,
    followed_days.onboarded_events,
    followed_days.engaged_seconds,
    followed_days.last_active_at,
    followed_days.is_counted,
    case when followed_days.is_counted then followed_days.first_day end as first_active_on,
    case when followed_days.is_counted then followed_days.day_before end as previous_active_on,
    case when followed_days.is_counted then followed_days.span_before end
        as previous_segment_span_id,
    use_periods.use_checksum,
    {{ definition_number() }} as definition
from followed_days
inner join use_periods on followed_days.active_on = use_periods.period_start
where {{ is_to_count(since, 'followed_days.active_on') }}
