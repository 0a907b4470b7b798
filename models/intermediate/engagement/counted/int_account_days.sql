{%- set since = counted_since() -%}

-- One row per account and day with an active user in it, with the account's segments, and its day
-- of use before. Who has no account is in none.
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where
        active_events > 0
        and account_id != 'unknown'
        and {{ is_to_count(since, 'active_on') }}
),

period_checksums as (
    select *
    from {{ ref('int_period_checksums') }}
    where period_grain = 'day'
),

account_days as (
    select
        account_id,
        active_on,
        max(segment_span_id) as segment_span_id,
        max(case when is_paid then 1 else 0 end) = 1 as is_paid
    from account_user_days
    group by 1, 2

    {% if since %}
        union all

        -- the last of the days that are kept
        select
            account_id,
            max(active_on) as active_on,
            null as segment_span_id,
            null as is_paid
        from {{ this }}
        group by 1
    {% endif %}
),

followed_days as (
    select
        *,
        lag(active_on) over (partition by account_id order by active_on) as previous_active_on
    from account_days
)

select
    followed_days.*,
    period_checksums.use_checksum,
    {{ definition_number() }} as definition
from followed_days
inner join period_checksums on followed_days.active_on = period_checksums.period_start
where {{ is_to_count(since, 'followed_days.active_on') }}
