-- Days from an account's signup to its first value event, by period of signup, over the accounts
-- that got there. No rows where no use is known at all.
with account_milestones as (
    select * from {{ ref('int_account_milestones') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

account_user_days as (
    select * from {{ ref('int_account_user_days') }}
),

segment_accounts as (
    select
        period_days.period_grain,
        period_days.period_start,
        account_segments.segment_type,
        account_segments.segment_value,
        count(*) as new_accounts,
        count(account_milestones.days_to_value) as valued_accounts,
        {{ percentile('account_milestones.days_to_value', 0.25) }} as p25_days,
        {{ percentile('account_milestones.days_to_value', 0.5) }} as median_days,
        {{ percentile('account_milestones.days_to_value', 0.75) }} as p75_days
    from account_milestones
    inner join account_segments
        on account_milestones.account_id = account_segments.account_id
            and account_milestones.created_on >= account_segments.valid_from
            and account_milestones.created_on < account_segments.valid_to
    inner join period_days on account_milestones.created_on = period_days.calendar_day
    where exists (select account_user_days.user_id from account_user_days)
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_accounts', ['new_accounts', 'valued_accounts']) }}
)

select
    every_segment_period.period_grain,
    every_segment_period.period_start,
    every_segment_period.period_end,
    every_segment_period.segment_type,
    every_segment_period.segment_value,
    segment_accounts.p25_days,
    segment_accounts.median_days,
    segment_accounts.p75_days,
    every_segment_period.valued_accounts,
    every_segment_period.new_accounts,
    {{ exact_ratio(
        'every_segment_period.valued_accounts', 'every_segment_period.new_accounts'
    ) }} as valued_share,
    every_segment_period.is_complete
from every_segment_period
left join segment_accounts
    on every_segment_period.period_grain = segment_accounts.period_grain
        and every_segment_period.period_start = segment_accounts.period_start
        and every_segment_period.segment_type = segment_accounts.segment_type
        and every_segment_period.segment_value = segment_accounts.segment_value
