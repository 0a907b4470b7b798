-- One row per period (week, month, quarter, year) and segment value (all, channel), from its first
-- campaign cost on: costs beside leads, accounts that paid for the first time and new MRR. A cost
-- without a campaign is in `all` only.
with campaign_facts as (
    select * from {{ ref('int_campaign_facts') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month', 'quarter', 'year')
),

periods as (
    select * from {{ ref('int_periods') }}
),

fact_segments as (
    select
        campaign_facts.*,
        'all' as segment_type,
        'all' as segment_value
    from campaign_facts

    union all

    select
        campaign_facts.*,
        'channel' as segment_type,
        channel as segment_value
    from campaign_facts
    where channel is not null
),

period_facts as (
    select
        fact_segments.*,
        period_days.period_grain,
        period_days.period_start
    from fact_segments
    inner join period_days on fact_segments.fact_on = period_days.calendar_day
),

segment_sums as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        count(case when fact_type = 'cost' then 1 end) as cost_rows,
        sum(case when fact_type = 'cost' then amount else 0 end) as campaign_cost,
        sum(case when cost_type = 'media' then amount else 0 end) as media_cost,
        sum(case when cost_type != 'sales' then amount else 0 end) as lead_cost,
        count(case when fact_type = 'lead' then 1 end) as leads,
        count(case when fact_type = 'first_payment' then 1 end) as new_paying_accounts,
        sum(case when fact_type = 'lead_new_mrr' then amount else 0 end) as lead_new_mrr
    from period_facts
    group by 1, 2, 3, 4
),

first_costs as (
    select
        *,
        min(case when cost_rows > 0 then period_start end) over (
            partition by period_grain, segment_type, segment_value
        ) as first_cost_period
    from segment_sums
),

costed_sums as (
    select *
    from first_costs
    where period_start >= first_cost_period
),

every_segment_period as (
    {{ every_period(
        'costed_sums',
        ['campaign_cost', 'media_cost', 'lead_cost', 'leads', 'new_paying_accounts', 'lead_new_mrr']
    ) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    cast(campaign_cost as decimal(28, 8)) as campaign_cost,
    cast(media_cost as decimal(28, 8)) as media_cost,
    cast(lead_cost as decimal(28, 8)) as lead_cost,
    leads,
    new_paying_accounts,
    cast(lead_new_mrr as decimal(28, 8)) as lead_new_mrr,
    is_complete
from every_segment_period
