-- One row per day and segment value that had a subscription by then: the accounts with MRR at the
-- close of the day. A stretch of paying opens with +1 and closes with -1; the running sum counts
-- them.
with account_spans as (
    select *
    from {{ ref('int_account_spans') }}
    where mrr > 0
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

days as (
    select *
    from {{ ref('int_subscribed_segment_periods') }}
    where period_grain = 'day'
),

paying_stretches as (
    select
        account_segments.segment_type,
        account_segments.segment_value,
        greatest(account_spans.valid_from, account_segments.valid_from) as valid_from,
        least(account_spans.valid_to, account_segments.valid_to) as valid_to
    from account_spans
    inner join account_segments
        on account_spans.account_id = account_segments.account_id
            and account_spans.valid_from < account_segments.valid_to
            and account_spans.valid_to > account_segments.valid_from
),

steps as (
    select
        segment_type,
        segment_value,
        valid_from as step_on,
        1 as step
    from paying_stretches

    union all

    select
        segment_type,
        segment_value,
        valid_to as step_on,
        -1 as step
    from paying_stretches
),

day_steps as (
    select
        step_on,
        segment_type,
        segment_value,
        sum(step) as step
    from steps
    group by 1, 2, 3
)

select
    days.period_start,
    days.period_end,
    days.segment_type,
    days.segment_value,
    days.is_complete,
    cast(sum(coalesce(day_steps.step, 0)) over (
        partition by days.segment_type, days.segment_value
        order by days.period_start
        rows between unbounded preceding and current row
    ) as bigint) as paying_accounts
from days
left join day_steps
    on days.period_start = day_steps.step_on
        and days.segment_type = day_steps.segment_type
        and days.segment_value = day_steps.segment_value
