-- One row per month and account with MRR at its opening or its close: the movement between the two.
with account_mrr_changes as (
    select *
    from {{ ref('int_account_mrr_changes') }}
    where
        period_grain = 'month'
        and compared_with = 'opening'
),

account_closes as (
    select *
    from {{ ref('int_account_closes') }}
    where period_grain = 'month'
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

subscription_mrr as (
    select * from {{ ref('int_subscription_mrr') }}
),

histories as (
    select
        account_mrr_changes.*,
        periods.period_end,
        periods.opened_on,
        periods.closed_on,
        cast(coalesce(account_closes.paid_quantity, 0) as decimal(28, 8)) as close_quantity,
        max(
            case when account_mrr_changes.close_mrr > 0 then account_mrr_changes.period_start end
        ) over (
            partition by account_mrr_changes.account_id
            order by account_mrr_changes.period_start
            rows between unbounded preceding and 1 preceding
        ) as last_paid_month
    from account_mrr_changes
    inner join periods on account_mrr_changes.period_start = periods.period_start
    left join account_closes
        on account_mrr_changes.account_id = account_closes.account_id
            and account_mrr_changes.period_start = account_closes.period_start
),

-- How the last of an account's periods with MRR that ended in a month came to its end.
endings as (
    select
        account_id,
        {{ period_start('month', 'valid_to') }} as ended_month,
        cancel_reason,
        row_number() over (
            partition by account_id, {{ period_start('month', 'valid_to') }}
            order by valid_to desc, mrr_ended_at desc, period_id desc
        ) as place
    from subscription_mrr
    where
        is_mrr
        and valid_to < cast('9999-12-31' as date)
)

select
    histories.period_start,
    histories.period_end,
    histories.account_id,
    histories.opened_on,
    histories.closed_on,
    histories.base_mrr as opening_mrr,
    histories.close_mrr,
    histories.close_quantity,
    histories.fx_mrr,
    histories.change_mrr,
    case
        when histories.change_type != 'started' then histories.change_type
        when histories.last_paid_month is null then 'new'
        {% if var('reactivation_window_months') is not none %}
        when {{ dbt.datediff('histories.last_paid_month', 'histories.period_start', 'month') }} - 1
            > {{ var('reactivation_window_months') }} then 'new'
        {% endif %}
        else 'reactivation'
    end as movement_type,
    cast(abs(histories.change_mrr) as decimal(28, 8)) as movement_mrr,
    histories.change_type = 'churned'
    and coalesce(endings.cancel_reason, '') = 'involuntary' as is_involuntary
from histories
left join endings
    on histories.account_id = endings.account_id
        and histories.period_start = endings.ended_month
        and endings.place = 1
