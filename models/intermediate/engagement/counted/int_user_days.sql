{%- set since = counted_since() -%}

-- One row per user and day on which the user was active, with the account that the user was last
-- active in that day, whether it paid at the close of the day, the segments of the day (those of
-- the account by their span, the role), and the first and the previous day of use: who counts users
-- needs no window of their own, and no earlier row changes when a day is added.
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where
        is_counted
        and {{ is_to_count(since, 'active_on') }}
),

use_periods as (
    select *
    from {{ ref('int_use_periods') }}
    where period_grain = 'day'
),

user_days as (
    select
        user_id,
        active_on,
        account_id,
        is_paid,
        segment_span_id,
        role
    from account_user_days

    {% if since %}
        union all

        -- of the days that are kept, each user's first and last
        select
            user_id,
            active_on,
            account_id,
            is_paid,
            segment_span_id,
            role
        from {{ this }}
        where
            active_on = first_active_on
            or (user_id, active_on) in (
                select
                    user_id,
                    max(active_on)
                from {{ this }}
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
    use_periods.use_checksum,
    {{ definition_number() }} as definition
from followed_days
inner join use_periods on followed_days.active_on = use_periods.period_start
where {{ is_to_count(since, 'followed_days.active_on') }}
