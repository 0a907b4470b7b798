-- The mean score of the accounts that pay at the close of the month, each in its segments at the
-- close. The accounts behind it: fct_account_engagement_months.
with account_engagement_scores as (
    select * from {{ ref('int_account_engagement_scores') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_scores as (
    select
        'month' as period_grain,
        account_engagement_scores.period_start,
        account_segments.segment_type,
        account_segments.segment_value,
        cast(sum(account_engagement_scores.engagement_score) as decimal(28, 8)) as score_sum,
        count(*) as scored_accounts
    from account_engagement_scores
    inner join account_segments
        on account_engagement_scores.account_id = account_segments.account_id
            and account_engagement_scores.closed_on >= account_segments.valid_from
            and account_engagement_scores.closed_on < account_segments.valid_to
    group by 1, 2, 3, 4
),

every_segment_month as (
    {{ every_period('segment_scores', ['scored_accounts'], amounts=['score_sum']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    score_sum,
    scored_accounts,
    {{ exact_ratio('score_sum', 'scored_accounts') }} as metric_value,
    is_complete
from every_segment_month
