{%- set since = counted_since() -%}

-- One row per user, account, feature and day on which the user used it there, with the day of the
-- row before it, of the user and feature and of the user and any feature: the first row of a period
-- is the one whose day before is earlier, so nobody counts users by a distinct. An inactive event
-- is no use.
with events as (
    select *
    from {{ ref('core_events') }}
    where {{ is_to_count(since, 'occurred_on') }}
),

period_checksums as (
    select *
    from {{ ref('int_period_checksums') }}
    where period_grain = 'day'
),

feature_days as (
    select
        user_id,
        account_id,
        feature_id,
        occurred_on as used_on,
        count(*) as feature_events,
        cast(coalesce(sum(duration_seconds), 0) as decimal(28, 8)) as engaged_seconds
    from events
    where
        feature_id is not null
        and not {{ is_one_of('event_name', var('inactive_events')) }}
    group by 1, 2, 3, 4
),

{% if since %}
-- of the days that are kept, the last of each feature of users who come again
kept_days as (
    select
        user_id,
        cast(null as varchar) as account_id,
        feature_id,
        max(used_on) as used_on,
        cast(null as bigint) as feature_events,
        cast(null as decimal(28, 8)) as engaged_seconds
    from {{ this }}
    where user_id in (select feature_days.user_id from feature_days)
    group by 1, 3
),
{% endif %}

every_day as (
    {% if since %}
        select * from kept_days
        union all
    {% endif %}
    select * from feature_days
),

followed_days as (
    select
        *,
        lag(used_on) over (
            partition by user_id, feature_id order by used_on, account_id
        ) as previous_used_on,
        lag(used_on) over (
            partition by user_id order by used_on, feature_id, account_id
        ) as any_previous_used_on
    from every_day
)

select
    followed_days.*,
    period_checksums.use_checksum,
    {{ definition_number(var('inactive_events')) }} as definition
from followed_days
inner join period_checksums on followed_days.used_on = period_checksums.period_start
where {{ is_to_count(since, 'followed_days.used_on') }}
