-- One row per subscription period: what it is worth per month, and the days whose closes it is in.
-- An end at midnight of the 1st is dated the 1st and so is in the close of the day before.
with subscription_periods as (
    select * from {{ ref('core_subscription_periods') }}
),

plans as (
    select * from {{ ref('core_plans') }}
),

billing_intervals as (
    select * from {{ ref('billing_intervals') }}
),

-- Under at_request the revenue is gone when the cancellation is asked for, while the service runs
-- on.
recognised_periods as (
    select
        *,
        coalesce(ended_on, cast('9999-12-31' as date)) as service_to,
        {% if var('churn_recognised') == 'at_request' %}
            case
                when ended_at is null or cancel_requested_at < ended_at then cancel_requested_at
                else ended_at
            end as mrr_ended_at,
            coalesce(cancel_requested_on, cast('9999-12-31' as date)) as requested_on
        {% else %}
            ended_at as mrr_ended_at,
            cast('9999-12-31' as date) as requested_on
        {% endif %}
    from subscription_periods
),

monthly_amounts as (
    select
        periods.*,
        plans.plan_tier,
        {{ is_one_of('periods.status', var('mrr_statuses')) }}
        and not plans.is_free as is_recurring,
        not plans.is_free and periods.status = 'trialing' as is_trial,
        {{ exact_ratio(
            'greatest(periods.unit_amount * periods.quantity - periods.discount_amount, 0)'
            ~ ' * billing_intervals.periods_per_year',
            '12 * periods.billing_interval_count',
            8
        ) }} as monthly_amount,
        {{ exact_ratio(
            'periods.unit_amount * billing_intervals.periods_per_year',
            '12 * periods.billing_interval_count',
            8
        ) }} as monthly_unit_amount
    from recognised_periods as periods
    inner join plans on periods.plan_id = plans.plan_id
    inner join billing_intervals on periods.billing_interval = billing_intervals.billing_interval
),

converted_amounts as (
    select
        *,
        cast(monthly_amount * exchange_rate as decimal(28, 8)) as converted_amount
    from monthly_amounts
)

select
    period_id,
    subscription_id,
    account_id,
    plan_id,
    plan_tier,
    status,
    currency_code,
    exchange_rate,
    quantity,
    monthly_unit_amount,
    started_on as valid_from,
    greatest(started_on, least(service_to, requested_on)) as valid_to,
    service_to,
    started_at,
    ended_at,
    ended_on,
    mrr_ended_at,
    greatest(
        started_on, least(service_to, coalesce(cancel_requested_on, service_to))
    ) as committed_to,
    cancel_reason,
    is_recurring and converted_amount > 0 and coalesce(started_at < mrr_ended_at, true) as is_mrr,
    cast(case when is_recurring then monthly_amount else 0 end as decimal(28, 8)) as local_mrr,
    cast(case when is_recurring then converted_amount else 0 end as decimal(28, 8)) as mrr,
    cast(case when is_trial then converted_amount else 0 end as decimal(28, 8)) as trial_mrr
from converted_amounts
