with staged_rows as (
    select * from {{ ref('stg_raw__subscription_periods') }}
),

known_accounts as (
    select * from {{ ref('core_account_identities') }}
),

known_plans as (
    select plan_id
    from {{ ref('core_plans_checked') }}
    where reject_reason is null
),

exchange_rates as (
    select * from {{ ref('core_exchange_rates') }}
),

row_checked as (
    select
        *,
        {{ local_date('started_at') }} as started_on,
        {{ row_fault('subscription_periods') }} as row_fault
    from staged_rows
),

reference_checked as (
    select
        row_checked.*,
        known_accounts.surviving_account_id,
        known_accounts.is_internal,
        exchange_rates.exchange_rate,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when known_accounts.account_id is null then 'unknown_account'
            when known_plans.plan_id is null then 'unknown_plan'
            when exchange_rates.exchange_rate is null then 'currency_without_rate'
        end as own_fault
    from row_checked
    left join known_accounts on row_checked.account_id = known_accounts.account_id
    left join known_plans on row_checked.plan_id = known_plans.plan_id
    left join exchange_rates
        on row_checked.currency_code = exchange_rates.currency_code
            and row_checked.started_on >= exchange_rates.valid_from
            and row_checked.started_on < exchange_rates.valid_to
),

-- Among the rows that are valid in all else: how far those before reach. A period that ends when it
-- starts has no time to share with another.
overlap_checked as (
    select
        *,
        max(coalesce(ended_at, cast('9999-12-31' as timestamp))) over (
            partition by subscription_id, (own_fault is null)
            order by started_at, period_id
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_at
    from reference_checked
),

judged as (
    select
        *,
        case
            when own_fault is not null then own_fault
            when started_at < earlier_ended_at and coalesce(started_at < ended_at, true)
                then 'overlapping_period'
        end as reject_reason
    from overlap_checked
)

select
    period_id,
    subscription_id,
    surviving_account_id as account_id,
    is_internal,
    plan_id,
    status,
    started_at,
    started_on,
    ended_at,
    {{ local_date('ended_at') }} as ended_on,
    quantity,
    unit_amount,
    discount_amount,
    billing_interval,
    billing_interval_count,
    currency_code,
    exchange_rate,
    cancel_requested_at,
    {{ local_date('cancel_requested_at') }} as cancel_requested_on,
    cancel_reason,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
