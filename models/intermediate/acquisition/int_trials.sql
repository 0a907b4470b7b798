-- One row per account that had a trial: the first one, and the first day on which the account paid
-- within trial_window_days of the trial's begin (null: it did not).
with subscription_mrr as (
    select * from {{ ref('int_subscription_mrr') }}
),

ranked_trials as (
    select
        account_id,
        subscription_id,
        plan_id,
        plan_tier,
        started_at,
        valid_from as started_on,
        ended_at,
        {{ days_later('started_at', var('trial_window_days')) }} as window_ends_at,
        row_number() over (partition by account_id order by started_at, period_id) as place
    from subscription_mrr
    where status = 'trialing'
),

-- also by a subscription from before the trial
window_payments as (
    select
        ranked_trials.account_id,
        min(greatest(ranked_trials.started_on, subscription_mrr.valid_from)) as paid_on
    from ranked_trials
    inner join subscription_mrr
        on ranked_trials.account_id = subscription_mrr.account_id
            and ranked_trials.window_ends_at > subscription_mrr.started_at
            and coalesce(ranked_trials.started_at < subscription_mrr.mrr_ended_at, true)
    where
        ranked_trials.place = 1
        and subscription_mrr.is_mrr
    group by 1
)

select
    ranked_trials.account_id,
    ranked_trials.subscription_id,
    ranked_trials.plan_id,
    ranked_trials.plan_tier,
    ranked_trials.started_at,
    ranked_trials.started_on,
    ranked_trials.ended_at,
    ranked_trials.window_ends_at,
    window_payments.paid_on,
    window_payments.account_id is not null as is_converted
from ranked_trials
left join window_payments on ranked_trials.account_id = window_payments.account_id
where ranked_trials.place = 1
