-- One row per month, from the first with any use on, and account that pays at its close: four
-- measures of use, the percentile rank of each among the paying accounts (the share of the others
-- that have less; alone 0), and their mean as a score of 0 to 100. An account without use scores 0.
with account_closes as (
    select *
    from {{ ref('int_account_closes') }}
    where
        period_grain = 'month'
        and mrr > 0
),

account_usage_months as (
    select *
    from {{ ref('int_account_usage_months') }}
    where active_users > 0
),

first_months as (
    select min(period_start) as first_month
    from account_usage_months
),

paying_accounts as (
    select
        account_closes.period_start,
        account_closes.closed_on,
        account_closes.account_id,
        account_closes.mrr,
        coalesce(account_usage_months.active_days, 0) as active_days,
        coalesce(account_usage_months.active_users, 0) as active_users,
        coalesce(account_usage_months.features_used, 0) as features_used,
        cast(coalesce({{ exact_ratio(
            'account_usage_months.value_events', 'account_usage_months.active_users', 8
        ) }}, 0) as decimal(28, 8)) as value_events_per_user,
        cast(coalesce({{ exact_ratio(
            'account_usage_months.engaged_seconds', 'account_usage_months.active_users', 8
        ) }}, 0) as decimal(28, 8)) as seconds_per_user
    from account_closes
    inner join first_months on account_closes.period_start >= first_months.first_month
    left join account_usage_months
        on account_closes.account_id = account_usage_months.account_id
            and account_closes.period_start = account_usage_months.period_start
),

ranked_accounts as (
    select
        *,
        count(*) over (partition by period_start) - 1 as other_accounts,
        rank() over (partition by period_start order by active_days) - 1 as fewer_days,
        rank() over (partition by period_start order by features_used) - 1 as fewer_features,
        rank() over (partition by period_start order by value_events_per_user) - 1 as fewer_events,
        rank() over (partition by period_start order by seconds_per_user) - 1 as fewer_seconds
    from paying_accounts
)

select
    period_start,
    closed_on,
    account_id,
    mrr,
    active_days,
    active_users,
    features_used,
    value_events_per_user,
    seconds_per_user,
    {{ exact_ratio('fewer_days', 'greatest(other_accounts, 1)') }} as active_days_rank,
    {{ exact_ratio('fewer_features', 'greatest(other_accounts, 1)') }} as features_rank,
    {{ exact_ratio('fewer_events', 'greatest(other_accounts, 1)') }} as value_events_rank,
    {{ exact_ratio('fewer_seconds', 'greatest(other_accounts, 1)') }} as seconds_rank,
    {{ exact_ratio(
        '100 * (fewer_days + fewer_features + fewer_events + fewer_seconds)',
        '4 * greatest(other_accounts, 1)', 8
    ) }} as engagement_score
from ranked_accounts
