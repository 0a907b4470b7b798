-- One row per month and account that pays at its close: its engagement score, what it is made of,
-- and its trend. The accounts at risk are those whose score is low or has fallen.
with account_engagement_scores as (
    select * from {{ ref('int_account_engagement_scores') }}
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
)

select
    account_engagement_scores.account_id,
    account_engagement_scores.period_start,
    periods.period_end,
    account_engagement_scores.mrr,
    account_engagement_scores.active_days,
    account_engagement_scores.active_users,
    account_engagement_scores.features_used,
    account_engagement_scores.value_events_per_user,
    account_engagement_scores.seconds_per_user,
    account_engagement_scores.active_days_rank,
    account_engagement_scores.features_rank,
    account_engagement_scores.value_events_rank,
    account_engagement_scores.seconds_rank,
    account_engagement_scores.engagement_score,
    scores_before.engagement_score as previous_engagement_score,
    cast(
        account_engagement_scores.engagement_score - scores_before.engagement_score
        as decimal(28, 8)
    ) as score_change,
    periods.is_complete
from account_engagement_scores
inner join periods on account_engagement_scores.period_start = periods.period_start
left join account_engagement_scores as scores_before
    on account_engagement_scores.account_id = scores_before.account_id
        and periods.previous_period_start = scores_before.period_start
