-- Which features to build on? Those that the best accounts use and the churned did not: a ratio far
-- above 1 at many accounts says what the product is kept for, one below 1 what keeps nobody. A row
-- is an event by its name, or a usage figure (active_days ...), at any time of the account's life.
with measure_months as (
    select * from {{ ref('int_account_measure_months') }}
),

outcomes as (
    select * from {{ ref('int_account_outcomes') }}
    where outcome in ('best', 'churned')
),

totals as (
    select
        count(case when outcome = 'best' then 1 end) as best_accounts,
        count(case when outcome = 'churned' then 1 end) as churned_accounts
    from outcomes
),

users_of_measures as (
    select
        measure_months.measure,
        count(
            distinct case when outcomes.outcome = 'best' then outcomes.account_id end
        ) as best_users,
        count(
            distinct case when outcomes.outcome = 'churned' then outcomes.account_id end
        ) as churned_users
    from measure_months
    inner join outcomes on measure_months.account_id = outcomes.account_id
    group by 1
)

select
    users_of_measures.measure,
    users_of_measures.best_users,
    users_of_measures.churned_users,
    {{ exact_ratio('users_of_measures.best_users', 'totals.best_accounts', places=3) }}
        as share_of_the_best,
    {{ exact_ratio('users_of_measures.churned_users', 'totals.churned_accounts', places=3) }}
        as share_of_the_churned,
    {{ odds_ratio(
        'users_of_measures.best_users', 'totals.best_accounts',
        'users_of_measures.churned_users', 'totals.churned_accounts'
    ) }} as odds_ratio
from users_of_measures
cross join totals
where users_of_measures.best_users + users_of_measures.churned_users >= {{ var('minimum_group_n') }}
order by 6 desc, 1 asc
