-- One row per candidate and lead of 1, 2, 3 months: Spearman's correlation of a month's change in
-- the measure with the account's change of MRR that many months later (at the opening's exchange
-- rates), over accounts that still paid when that later month opened.
with account_months as (
    select * from {{ ref('int_candidate_account_months') }}
),

mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
    where opening_mrr > 0
),

periods as (
    select * from {{ ref('int_periods') }}
    where
        period_grain = 'month'
        and is_complete
),

leads as (
    select 1 as lead_months
    union all
    select 2 as lead_months
    union all
    select 3 as lead_months
),

mrr_changes as (
    select
        mrr_movements.account_id,
        periods.period_number,
        mrr_movements.change_mrr
    from mrr_movements
    inner join periods on mrr_movements.period_start = periods.period_start
),

pairs as (
    select
        account_months.measure,
        leads.lead_months,
        account_months.measure_change,
        mrr_changes.change_mrr
    from account_months
    cross join leads
    inner join mrr_changes
        on account_months.account_id = mrr_changes.account_id
            and account_months.period_number + leads.lead_months = mrr_changes.period_number
),

ranked_pairs as (
    select
        measure,
        lead_months,
        {{ doubled_rank('measure_change', ['measure', 'lead_months']) }} as measure_rank,
        {{ doubled_rank('change_mrr', ['measure', 'lead_months']) }} as mrr_rank
    from pairs
),

rank_sums as (
    select
        measure,
        lead_months,
        count(*) as pairs,
        cast(sum(measure_rank) as decimal(38, 0)) as sum_x,
        cast(sum(mrr_rank) as decimal(38, 0)) as sum_y,
        cast(sum(measure_rank * measure_rank) as decimal(38, 0)) as sum_xx,
        cast(sum(mrr_rank * mrr_rank) as decimal(38, 0)) as sum_yy,
        cast(sum(measure_rank * mrr_rank) as decimal(38, 0)) as sum_xy
    from ranked_pairs
    group by 1, 2
),

correlations as (
    select
        measure,
        lead_months,
        pairs,
        {{ float_ratio(
            'pairs * sum_xy - sum_x * sum_y',
            'sqrt(pairs * sum_xx - sum_x * sum_x) * sqrt(pairs * sum_yy - sum_y * sum_y)'
        ) }} as rank_correlation
    from rank_sums
)

select
    measure,
    lead_months,
    pairs,
    rank_correlation,
    cast(rank_correlation * sqrt(pairs - 1) as decimal(28, 12)) as z_score
from correlations
