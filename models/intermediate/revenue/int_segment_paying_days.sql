-- One row per day and segment value, from the first day on which an account of it pays: the accounts with MRR at the
-- close of the day. A stretch of paying opens with +1 and closes with -1; the running sum counts them.
with account_spans as (
    select *
    from {{ ref('int_account_spans') }}
    where mrr > 0
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'day'
),

paying_stretches as (
    select
        account_segments.segment_type,
        account_segments.segment_value,
        greatest(account_spans.valid_from, account_segments.valid_from) as opened_on,
        least(account_spans.valid_to, account_segments.valid_to) as closed_on
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
        opened_on as step_on,
        1 as step
    from paying_stretches

    union all

    select
        segment_type,
        segment_value,
        closed_on as step_on,
        -1 as step
    from paying_stretches
),

day_steps as (
    select
        'day' as period_grain,
        step_on as period_start,
        segment_type,
        segment_value,
        sum(step) as step
    from steps
    group by 1, 2, 3, 4
),

every_day as (
    {{ every_period('day_steps', ['step']) }}
)

select
    period_start,
    period_end,
    segment_type,
    segment_value,
    is_complete,
    cast(sum(step) over (
        partition by segment_type, segment_value
        order by period_start
        rows between unbounded preceding and current row
    ) as bigint) as paying_accounts
from every_day
