-- Who pays at both ends of a month is who pays at the close and is neither new nor reactivated:
-- retention by comparing accounts, against balances and movements, in `all` and in segments that
-- accounts never leave.
with retention as (
    select * from {{ ref('metric_customer_retention_rate') }}
),

paying as (
    select * from {{ ref('metric_paying_accounts') }}
),

arrivals as (
    select
        movements.period_start,
        segments.segment_type,
        segments.segment_value,
        count(*) as arrived_accounts
    from {{ ref('fct_mrr_movements') }} as movements
    inner join {{ ref('int_account_segments') }} as segments
        on movements.account_id = segments.account_id
    where
        movements.movement_type in ('new', 'reactivation')
        and segments.segment_type != 'plan_tier'
    group by 1, 2, 3
)

select
    paying.period_start,
    paying.segment_type,
    paying.segment_value,
    paying.paying_accounts,
    arrivals.arrived_accounts,
    retention.kept_accounts
from paying
left join arrivals
    on paying.period_start = arrivals.period_start
        and paying.segment_type = arrivals.segment_type
        and paying.segment_value = arrivals.segment_value
left join retention
    on paying.period_grain = retention.period_grain
        and paying.period_start = retention.period_start
        and paying.segment_type = retention.segment_type
        and paying.segment_value = retention.segment_value
where
    paying.period_grain = 'month'
    and paying.segment_type != 'plan_tier'
    and paying.paying_accounts - coalesce(arrivals.arrived_accounts, 0)
    != coalesce(retention.kept_accounts, -1)
