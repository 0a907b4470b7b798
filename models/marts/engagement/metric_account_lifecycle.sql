-- Accounts by state in the period; a dormant account counts in the first period without use.
with active_account_periods as (
    select * from {{ ref('int_active_account_periods') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

lifecycle_states as (
    select * from {{ ref('lifecycle_states') }}
),

account_states as (
    select
        period_grain,
        period_start,
        'all' as segment_type,
        'all' as segment_value,
        count(case when lifecycle_state = 'new' then 1 end) as new_accounts,
        count(case when lifecycle_state = 'returning' then 1 end) as returning_accounts,
        count(case when lifecycle_state = 'resurrecting' then 1 end) as resurrecting_accounts,
        count(*) as active_accounts
    from active_account_periods
    group by 1, 2, 3, 4
),

every_period_of_accounts as (
    {{ every_period('account_states', [
        'new_accounts', 'returning_accounts', 'resurrecting_accounts', 'active_accounts'
    ]) }}
),

-- every period is there, so the row before is the period before; who was active then and does not
-- return is dormant
every_account_period as (
    select
        *,
        coalesce(
            lag(active_accounts) over (partition by period_grain order by period_start), 0
        ) - returning_accounts as dormant_accounts
    from every_period_of_accounts
)

select
    every_account_period.period_grain,
    every_account_period.period_start,
    every_account_period.period_end,
    'lifecycle_state' as segment_type,
    lifecycle_states.lifecycle_state as segment_value,
    case lifecycle_states.lifecycle_state
        when 'new' then every_account_period.new_accounts
        when 'returning' then every_account_period.returning_accounts
        when 'resurrecting' then every_account_period.resurrecting_accounts
        else every_account_period.dormant_accounts
    end as accounts,
    every_account_period.is_complete
from every_account_period
cross join lifecycle_states
