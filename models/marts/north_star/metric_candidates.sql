-- One row per candidate of the seed candidate_metrics: the evidence, the verdict and why. A
-- candidate is kept whose changes lead those of MRR, whose users stay, and which grows with use; of
-- too few accounts nothing is claimed.
with candidates as (
    select * from {{ ref('candidate_metrics') }}
),

candidate_evidence as (
    select * from {{ ref('int_candidate_evidence') }}
),

checked_evidence as (
    select
        candidates.title,
        candidates.hypothesis,
        candidates.owner,
        candidates.is_explained_easily,
        candidates.value_metric,
        candidate_evidence.*,
        candidate_evidence.top_retention - candidate_evidence.bottom_retention as retention_lift,
        candidate_evidence.accounts >= {{ var('minimum_n') }} as has_minimum_n,
        coalesce(
            candidate_evidence.best_correlation >= {{ var('minimum_correlation') }}
            and candidate_evidence.best_correlation_z >= {{ var('minimum_z') }}, false
        ) as leads_revenue,
        coalesce(candidate_evidence.retention_z >= {{ var('minimum_z') }}, false) as reflects_value,
        -- in more than half of the accounts
        coalesce(candidate_evidence.rises_with_users_share > 0.5, false) as grows_with_use
    from candidates
    inner join candidate_evidence on candidates.metric = candidate_evidence.measure
),

judged_candidates as (
    select
        *,
        case
            when not has_minimum_n then 'insufficient_data'
            when leads_revenue and reflects_value and grows_with_use then 'keep'
            else 'drop'
        end as verdict
    from checked_evidence
),

worded_candidates as (
    select
        *,
        'its changes ' || case when leads_revenue then 'lead' else 'do not lead' end
        || ' those of MRR' || coalesce(
            ' (best rank correlation '
            || cast(cast(round(best_correlation, 2) as decimal(18, 2)) as varchar)
            || ', ' || cast(best_lead_months as varchar)
            || case when best_lead_months = 1 then ' month' else ' months' end || ' ahead)', ''
        ) as lead_words,
        'accounts in its upper half ' || case
            when reflects_value then 'stayed more often' else 'did not clearly stay more often'
        end
        || coalesce(
            ' (three months later ' || {{ percent_text('top_retention') }}
            || ' still paid, of the lower half ' || {{ percent_text('bottom_retention') }} || ')',
            ''
        ) as value_words,
        case when grows_with_use then 'it rises' else 'it does not rise' end
        || ' with active users' || coalesce(
            ' (in ' || {{ percent_text('rises_with_users_share') }} || ' of accounts)', ''
        ) as use_words
    from judged_candidates
)

select
    cast(measure as varchar) as metric,
    cast(title as varchar) as title,
    cast(hypothesis as varchar) as hypothesis,
    cast(owner as varchar) as owner,
    is_explained_easily,
    cast(value_metric as varchar) as value_metric,
    cast(verdict as varchar) as verdict,
    case
        when verdict = 'keep'
            then rank() over (partition by verdict order by best_correlation desc)
    end as place,
    cast(case
        when verdict = 'insufficient_data'
            then 'insufficient data: ' || cast(accounts as varchar) || ' paying accounts used it, '
                || cast(cast({{ var('minimum_n') }} as integer) as varchar) || ' are needed'
        else verdict || ': ' || lead_words || '; ' || value_words || '; ' || use_words
    end as varchar) as reason,
    accounts,
    has_minimum_n,
    case when has_minimum_n then leads_revenue end as leads_revenue,
    case when has_minimum_n then reflects_value end as reflects_value,
    case when has_minimum_n then grows_with_use end as grows_with_use,
    cast(case when has_minimum_n then correlation_1_month end as decimal(28, 12))
        as correlation_1_month,
    cast(case when has_minimum_n then correlation_2_months end as decimal(28, 12))
        as correlation_2_months,
    cast(case when has_minimum_n then correlation_3_months end as decimal(28, 12))
        as correlation_3_months,
    case when has_minimum_n then best_lead_months end as best_lead_months,
    cast(case when has_minimum_n then best_correlation end as decimal(28, 12)) as best_correlation,
    cast(case when has_minimum_n then best_correlation_z end as decimal(28, 12))
        as best_correlation_z,
    best_correlation_pairs,
    top_account_months,
    bottom_account_months,
    cast(case when has_minimum_n then top_retention end as decimal(38, 10)) as top_retention,
    cast(case when has_minimum_n then bottom_retention end as decimal(38, 10)) as bottom_retention,
    cast(case when has_minimum_n then retention_lift end as decimal(38, 10)) as retention_lift,
    cast(case when has_minimum_n then retention_z end as decimal(28, 12)) as retention_z,
    accounts_with_more_users,
    cast(case when has_minimum_n then rises_with_users_share end as decimal(38, 10))
        as rises_with_users_share,
    cast(case when has_minimum_n then best_mean end as decimal(38, 10)) as best_mean,
    cast(case when has_minimum_n then churned_mean end as decimal(38, 10)) as churned_mean
from worded_candidates
