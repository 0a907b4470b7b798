-- One row per candidate: the figures on which metric_candidates judges it.
with candidates as (
    select * from {{ ref('candidate_metrics') }}
),

candidate_correlations as (
    select * from {{ ref('int_candidate_correlations') }}
),

candidate_retention as (
    select * from {{ ref('int_candidate_retention') }}
),

candidate_accounts as (
    select * from {{ ref('int_candidate_accounts') }}
),

ranked_leads as (
    select
        measure,
        lead_months,
        pairs,
        rank_correlation,
        z_score,
        row_number() over (
            partition by measure order by rank_correlation desc, lead_months asc
        ) as place
    from candidate_correlations
    where rank_correlation is not null
),

leads as (
    select
        measure,
        cast(max(case when lead_months = 1 then rank_correlation end) as decimal(28, 12))
            as correlation_1_month,
        cast(max(case when lead_months = 2 then rank_correlation end) as decimal(28, 12))
            as correlation_2_months,
        cast(max(case when lead_months = 3 then rank_correlation end) as decimal(28, 12))
            as correlation_3_months,
        max(case when place = 1 then lead_months end) as best_lead_months,
        cast(max(case when place = 1 then rank_correlation end) as decimal(28, 12))
            as best_correlation,
        cast(max(case when place = 1 then z_score end) as decimal(28, 12)) as best_correlation_z,
        max(case when place = 1 then pairs end) as best_correlation_pairs
    from ranked_leads
    group by 1
),

account_counts as (
    select
        measure,
        count(case when measure_value > 0 then 1 end) as accounts,
        count(case when months_with_more_users > 0 then 1 end) as accounts_with_more_users,
        count(
            case when months_with_more_users > 0 and change_with_more_users > 0 then 1 end
        ) as accounts_rising_with_users,
        sum(case when outcome = 'best' then measure_value end) as best_value,
        sum(case when outcome = 'best' then paid_months end) as best_months,
        sum(case when outcome = 'churned' then measure_value end) as churned_value,
        sum(case when outcome = 'churned' then paid_months end) as churned_months
    from candidate_accounts
    group by 1
)

select
    candidates.metric as measure,
    coalesce(account_counts.accounts, 0) as accounts,
    leads.correlation_1_month,
    leads.correlation_2_months,
    leads.correlation_3_months,
    cast(leads.best_lead_months as integer) as best_lead_months,
    leads.best_correlation,
    leads.best_correlation_z,
    leads.best_correlation_pairs,
    coalesce(candidate_retention.top_account_months, 0) as top_account_months,
    coalesce(candidate_retention.bottom_account_months, 0) as bottom_account_months,
    {{ exact_ratio(
        'candidate_retention.top_kept_account_months', 'candidate_retention.top_account_months'
    ) }} as top_retention,
    {{ exact_ratio(
        'candidate_retention.bottom_kept_account_months',
        'candidate_retention.bottom_account_months'
    ) }} as bottom_retention,
    {{ proportion_z(
        'candidate_retention.top_kept_account_months', 'candidate_retention.top_account_months',
        'candidate_retention.bottom_kept_account_months',
        'candidate_retention.bottom_account_months'
    ) }} as retention_z,
    coalesce(account_counts.accounts_with_more_users, 0) as accounts_with_more_users,
    {{ exact_ratio(
        'account_counts.accounts_rising_with_users', 'account_counts.accounts_with_more_users'
    ) }} as rises_with_users_share,
    {{ exact_ratio('account_counts.best_value', 'account_counts.best_months') }} as best_mean,
    {{ exact_ratio('account_counts.churned_value', 'account_counts.churned_months') }}
        as churned_mean
from candidates
left join leads on candidates.metric = leads.measure
left join candidate_retention on candidates.metric = candidate_retention.measure
left join account_counts on candidates.metric = account_counts.measure
