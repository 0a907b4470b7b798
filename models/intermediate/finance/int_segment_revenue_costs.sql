-- One row per period (month, quarter, year) and segment value with revenue or cost of goods sold:
-- both, each amount in the account's segments on its day, and how many days of accounts brought
-- revenue. A cost without an account is in `all` only.
with account_revenue_days as (
    select * from {{ ref('int_account_revenue_days') }}
),

cogs as (
    select *
    from {{ ref('core_costs') }}
    where category = 'cogs'
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

account_amounts as (
    select
        account_id,
        revenue_on as booked_on,
        revenue,
        cast(0 as decimal(28, 8)) as cogs,
        1 as revenue_days
    from account_revenue_days

    union all

    select
        account_id,
        cost_date as booked_on,
        cast(0 as decimal(28, 8)) as revenue,
        amount as cogs,
        0 as revenue_days
    from cogs
    where account_id is not null
),

segment_amounts as (
    select
        account_amounts.booked_on,
        account_segments.segment_type,
        account_segments.segment_value,
        account_amounts.revenue,
        account_amounts.cogs,
        account_amounts.revenue_days
    from account_amounts
    inner join account_segments
        on account_amounts.account_id = account_segments.account_id
            and account_amounts.booked_on >= account_segments.valid_from
            and account_amounts.booked_on < account_segments.valid_to

    union all

    select
        cost_date as booked_on,
        'all' as segment_type,
        'all' as segment_value,
        cast(0 as decimal(28, 8)) as revenue,
        amount as cogs,
        0 as revenue_days
    from cogs
    where account_id is null
)

select
    period_days.period_grain,
    period_days.period_start,
    segment_amounts.segment_type,
    segment_amounts.segment_value,
    cast(sum(segment_amounts.revenue) as decimal(28, 8)) as revenue,
    cast(sum(segment_amounts.cogs) as decimal(28, 8)) as cogs,
    cast(sum(segment_amounts.revenue_days) as bigint) as revenue_days
from segment_amounts
inner join period_days on segment_amounts.booked_on = period_days.calendar_day
group by 1, 2, 3, 4
