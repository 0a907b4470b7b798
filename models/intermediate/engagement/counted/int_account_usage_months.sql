{%- set since = counted_since() -%}
{%- set first_month = period_start('month', "cast('" ~ since ~ "' as date)") -%}

-- One row per account and month with a login, a value event or an active user in it: what was used,
-- by whom, how long.
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where
        (active_events > 0 or value_events > 0 or login_events > 0)
        and account_id != 'unknown'
),

active_account_months as (
    select *
    from {{ ref('int_active_account_periods') }}
    where period_grain = 'month'
),

feature_use_days as (
    select * from {{ ref('int_feature_use_days') }}
),

use_months as (
    select *
    from {{ ref('int_period_checksums') }}
    where
        period_grain = 'month'
        and {{ is_to_count(since) }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where
        period_grain = 'month'
        and {{ 'period_start >= ' ~ first_month if since else 'true' }}
),

account_months as (
    select
        account_user_days.account_id,
        period_days.period_start,
        count(distinct case
            when account_user_days.active_events > 0 then account_user_days.user_id
        end) as active_users,
        cast(sum(account_user_days.value_events) as decimal(28, 8)) as value_events,
        cast(sum(account_user_days.engaged_seconds) as decimal(28, 8)) as engaged_seconds
    from account_user_days
    inner join period_days on account_user_days.active_on = period_days.calendar_day
    group by 1, 2
),

feature_months as (
    select
        feature_use_days.account_id,
        period_days.period_start,
        count(distinct feature_use_days.feature_id) as features_used
    from feature_use_days
    inner join period_days on feature_use_days.used_on = period_days.calendar_day
    group by 1, 2
)

select
    account_months.account_id,
    account_months.period_start,
    coalesce(active_account_months.active_days, 0) as active_days,
    account_months.active_users,
    coalesce(feature_months.features_used, 0) as features_used,
    account_months.value_events,
    account_months.engaged_seconds,
    use_months.period_end,
    use_months.counted_through,
    use_months.use_checksum,
    {{ definition_number() }} as definition
from account_months
inner join use_months on account_months.period_start = use_months.period_start
left join active_account_months
    on account_months.account_id = active_account_months.account_id
        and account_months.period_start = active_account_months.period_start
left join feature_months
    on account_months.account_id = feature_months.account_id
        and account_months.period_start = feature_months.period_start
