-- MRR, trial MRR and paying accounts of every month's close, counted again from the accepted
-- periods: by instants instead of days, with prices divided in floating point instead of spread by
-- the year.
{%- set counts = is_one_of('subscription_periods.status', var('mrr_statuses')) %}
{%- set gone_at = 'least(subscription_periods.ended_at, subscription_periods.cancel_requested_at)'
    if var('churn_recognised') == 'at_request' else 'subscription_periods.ended_at' %}
with months as (
    select
        period_start,
        {{ utc_timestamp("cast(" ~ dbt.dateadd('day', 1, 'closed_on') ~ " as timestamp)") }}
            as closed_at
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

subscription_periods as (
    select * from {{ ref('core_subscription_periods') }}
),

plans as (
    select * from {{ ref('core_plans') }}
),

intervals as (
    select
        billing_interval,
        case billing_interval
            when 'day' then 12 / 365.0
            when 'week' then 12 / 52.0
            when 'month' then 1.0
            when 'quarter' then 3.0
            when 'year' then 12.0
        end as months
    from subscription_periods
    group by 1
),

priced_periods as (
    select
        subscription_periods.account_id,
        subscription_periods.status,
        subscription_periods.started_at,
        {{ gone_at }} as gone_at,
        {{ counts }} as is_counted,
        greatest(
            cast(subscription_periods.unit_amount as double precision)
            * subscription_periods.quantity
            - subscription_periods.discount_amount, 0
        ) * subscription_periods.exchange_rate / subscription_periods.billing_interval_count
        / intervals.months as amount
    from subscription_periods
    inner join plans on subscription_periods.plan_id = plans.plan_id
    inner join intervals on subscription_periods.billing_interval = intervals.billing_interval
    where not plans.is_free
),

counted_again as (
    select
        months.period_start,
        sum(case when priced_periods.is_counted then priced_periods.amount else 0 end) as mrr,
        sum(case
            when priced_periods.status = 'trialing' then priced_periods.amount else 0
        end) as trial_mrr,
        count(distinct case
            when priced_periods.is_counted and priced_periods.amount >= 0.00000001
                then priced_periods.account_id
        end) as paying_accounts
    from months
    inner join priced_periods
        on months.closed_at > priced_periods.started_at
            and months.closed_at <= coalesce(priced_periods.gone_at, months.closed_at)
    group by 1
),

closes as (
    select
        metric_mrr.period_start,
        metric_mrr.mrr,
        metric_mrr.trial_mrr,
        metric_paying_accounts.paying_accounts
    from {{ ref('metric_mrr') }} as metric_mrr
    inner join {{ ref('metric_paying_accounts') }} as metric_paying_accounts
        on metric_mrr.period_grain = metric_paying_accounts.period_grain
            and metric_mrr.period_start = metric_paying_accounts.period_start
            and metric_mrr.segment_type = metric_paying_accounts.segment_type
    where
        metric_mrr.period_grain = 'month'
        and metric_mrr.segment_type = 'all'
)

select
    coalesce(closes.period_start, counted_again.period_start) as period_start,
    closes.mrr,
    counted_again.mrr as mrr_counted_again,
    closes.trial_mrr,
    counted_again.trial_mrr as trial_mrr_counted_again,
    closes.paying_accounts,
    counted_again.paying_accounts as paying_accounts_counted_again
from closes
full join counted_again on closes.period_start = counted_again.period_start
where
    closes.period_start is null
    -- half a cent; of more than 50 billion, the 13 digits that a sum in floating point keeps
    or abs(closes.mrr - coalesce(counted_again.mrr, 0))
    >= greatest(0.005, 0.0000000000001 * abs(closes.mrr))
    or abs(closes.trial_mrr - coalesce(counted_again.trial_mrr, 0))
    >= greatest(0.005, 0.0000000000001 * abs(closes.trial_mrr))
    or closes.paying_accounts != coalesce(counted_again.paying_accounts, 0)
