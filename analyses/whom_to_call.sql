-- Whom to call? Paying accounts whose use of the first kept candidate in the last complete month
-- was below half of the mean of the (up to) three months before: it foretells revenue, so the call
-- comes in time. Large first.
with kept_candidates as (
    select metric
    from {{ published(ref('metric_candidates')) }}
    where place = 1
),

account_months as (
    select * from {{ ref('int_candidate_account_months') }}
),

mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
),

last_months as (
    select max(period_number) as last_month
    from account_months
),

account_use as (
    select
        account_months.account_id,
        max(account_months.period_start) as month_start,
        sum(case
            when account_months.period_number = last_months.last_month
                then account_months.measure_value
        end) as use_now,
        sum(case
            when account_months.period_number < last_months.last_month
                then account_months.measure_value
        end) as use_before,
        count(case
            when account_months.period_number < last_months.last_month then 1
        end) as months_before
    from account_months
    inner join kept_candidates on account_months.measure = kept_candidates.metric
    inner join last_months on account_months.period_number >= last_months.last_month - 3
    group by 1
)

select
    account_use.account_id,
    cast(mrr_movements.close_mrr as decimal(18, 2)) as mrr,
    account_use.use_now,
    {{ exact_ratio('account_use.use_before', 'account_use.months_before', places=1) }}
        as use_before,
    {{ exact_ratio(
        'account_use.use_now * account_use.months_before', 'account_use.use_before', places=2
    ) }} as share_of_before
from account_use
inner join mrr_movements
    on account_use.account_id = mrr_movements.account_id
        and account_use.month_start = mrr_movements.period_start
where
    account_use.use_now is not null
    and 2 * account_use.use_now * account_use.months_before < account_use.use_before
order by 2 desc, 1 asc
