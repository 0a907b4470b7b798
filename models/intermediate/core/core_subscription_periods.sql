-- Ends and cancellation requests that lie after as_of_date are not known yet.
with checked_rows as (
    select * from {{ ref('core_subscription_periods_checked') }}
)

select
    period_id,
    subscription_id,
    account_id,
    plan_id,
    status,
    started_at,
    started_on,
    case when ended_on <= {{ as_of_date() }} then ended_at end as ended_at,
    case when ended_on <= {{ as_of_date() }} then ended_on end as ended_on,
    quantity,
    unit_amount,
    discount_amount,
    billing_interval,
    billing_interval_count,
    currency_code,
    exchange_rate,
    case
        when cancel_requested_on <= {{ as_of_date() }} then cancel_requested_at
    end as cancel_requested_at,
    case
        when cancel_requested_on <= {{ as_of_date() }} then cancel_requested_on
    end as cancel_requested_on,
    case
        when ended_on <= {{ as_of_date() }} or cancel_requested_on <= {{ as_of_date() }}
            then cancel_reason
    end as cancel_reason
from checked_rows
where
    reject_reason is null
    and not is_internal
    and started_on <= {{ as_of_date() }}
