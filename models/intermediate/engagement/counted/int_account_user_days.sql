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

ranked_days as (
    select
        event_days.*,
        coalesce(users.role, 'unknown') as role,
        segment_spans.segment_span_id,
        coalesce(segment_spans.is_paid, false) as is_paid,
        event_days.active_events > 0 and row_number() over (
            partition by event_days.user_id, event_days.active_on
            order by
                case when event_days.active_events > 0 then 0 else 1 end,
                event_days.last_active_at desc,
                case when event_days.account_id = 'unknown' then 1 else 0 end,
                event_days.account_id desc
        ) = 1 as is_counted
    from event_days
    left join users on event_days.user_id = users.user_id
    left join segment_spans
        on event_days.account_id = segment_spans.account_id
            and event_days.active_on >= segment_spans.valid_from
            and event_days.active_on < segment_spans.valid_to

    {% if since %}
        union all

        -- of the days that are kept, each user's first and last
        select
            user_id,
            account_id,
            active_on,
            active_events,
            value_events,
            login_events,
            onboarded_events,
            engaged_seconds,
            last_active_at,
            role,
            segment_span_id,
            is_paid,
            is_counted
        from {{ this }}
        where
            is_counted
            and not {{ is_to_count(since, 'active_on') }}
            and (
                active_on = first_active_on
                or (user_id, active_on) in (
                    select
                        user_id,
                        max(active_on)
                    from {{ this }}
                    where
                        is_counted
                        and not {{ is_to_count(since, 'active_on') }}
                    group by 1
                )
            )
    {% endif %}
),

-- of the rows that do not count, which have no place among the others, nothing is kept
followed_days as (
    select
        *,
        case when is_counted then first_value(active_on) over counted_days end as first_active_on,
        case when is_counted then lag(active_on) over counted_days end as previous_active_on,
        case when is_counted then lag(segment_span_id) over counted_days end
            as previous_segment_span_id
    from ranked_days
    window counted_days as (partition by user_id, is_counted order by active_on, account_id)
)

select
    followed_days.*,
    use_periods.use_checksum,
    {{ definition_number(
        var('inactive_events') ~ var('value_events') ~ var('login_events') ~ var('onboarded_event')
    ) }} as definition
from followed_days
inner join use_periods on followed_days.active_on = use_periods.period_start
where {{ is_to_count(since, 'followed_days.active_on') }}
