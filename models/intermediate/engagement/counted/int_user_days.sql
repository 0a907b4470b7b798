{%- set since = counted_since() -%}

-- One row per user and day on which the user was active, with the segments of the day (those of the
-- account that the user was last active in by their span, the role), whether that account paid at
-- the close of the day, and the first and the previous day of use: who counts users needs no window
-- of their own, and no earlier row changes when a day is added.
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where
        is_counted
        and {{ is_to_count(since, 'active_on') }}
),

period_checksums as (
    select *
    from {{ ref('int_period_checksums') }}
    where period_grain = 'day'
),

{% if since %}
-- the days that are kept, of users who come again
kept_days as (
    select
        user_id,
        active_on,
        first_active_on,
        is_paid,
        segment_span_id,
        role
    from {{ this }}
    where user_id in (select account_user_days.user_id from account_user_days)
),
{% endif %}

user_days as (
    select
        user_id,
        active_on,
        is_paid,
        segment_span_id,
        role
    from account_user_days

    {% if since %}
        union all

        -- each user's first and last
        select
            user_id,
            active_on,
            is_paid,
            segment_span_id,
            role
        from kept_days
        where
            active_on = first_active_on
            or (user_id, active_on) in (
                select
                    user_id,
                    max(active_on)
                from kept_days
                group by 1
            )
    {% endif %}
),

followed_days as (
    select
        *,
        first_value(active_on) over days_of_user as first_active_on,
        lag(active_on) over days_of_user as previous_active_on,
        lag(segment_span_id) over days_of_user as previous_segment_span_id
    from user_days
    window days_of_user as (partition by user_id order by active_on)
)

select
    followed_days.*,
    period_checksums.use_checksum,
    {{ definition_number() }} as definition
from followed_days
inner join period_checksums on followed_days.active_on = period_checksums.period_start
where {{ is_to_count(since, 'followed_days.active_on') }}
