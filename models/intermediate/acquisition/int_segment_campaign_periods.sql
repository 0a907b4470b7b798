-- One row per period (week, month, quarter, year) and segment value (all, channel), from its first
-- campaign cost on: costs beside leads, new paying accounts and their new MRR. A cost without a
-- campaign is in `all` only. An account is new in a month: a week has to wait until the month in
-- which it ends is over.
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
        count(case when fact_type = 'cost' then 1 end) as costs,
        count(case when is_media_cost then 1 end) as media_costs,
        count(case when is_lead_cost then 1 end) as lead_costs,
        sum(case when fact_type = 'cost' then amount else 0 end) as campaign_cost,
        sum(case when is_media_cost then amount else 0 end) as media_cost,
        sum(case when is_lead_cost then amount else 0 end) as lead_cost,
        count(case when fact_type = 'lead' then 1 end) as leads,
        count(case when fact_type = 'new_account' then 1 end) as new_paying_accounts,
        sum(case when fact_type = 'new_account' then amount else 0 end) as lead_new_mrr
    from period_facts
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period(
        'segment_sums',
        ['costs', 'media_costs', 'lead_costs', 'leads', 'new_paying_accounts'],
        ['campaign_cost', 'media_cost', 'lead_cost', 'lead_new_mrr']
    ) }}
),

costs_so_far as (
    select
        *,
        {{ period_start('month', dbt.dateadd('day', -1, 'period_end')) }} as closed_month,
        sum(costs) over (
            partition by period_grain, segment_type, segment_value order by period_start
        ) as costs_so_far,
        sum(media_costs) over (
            partition by period_grain, segment_type, segment_value order by period_start
        ) as media_costs_so_far,
        sum(lead_costs) over (
            partition by period_grain, segment_type, segment_value order by period_start
        ) as lead_costs_so_far
    from every_segment_period
)

select
    costs_so_far.period_grain,
    costs_so_far.period_start,
    costs_so_far.period_end,
    costs_so_far.segment_type,
    costs_so_far.segment_value,
    -- of a channel's campaigns, what its accounts brought
    case costs_so_far.segment_type
        when 'channel' then 'acquisition_channel' else costs_so_far.segment_type
    end as account_segment_type,
    costs_so_far.campaign_cost,
    costs_so_far.media_cost,
    costs_so_far.lead_cost,
    costs_so_far.media_costs_so_far > 0 as has_media_cost,
    costs_so_far.lead_costs_so_far > 0 as has_lead_cost,
    costs_so_far.leads,
    costs_so_far.new_paying_accounts,
    costs_so_far.lead_new_mrr,
    costs_so_far.is_complete,
    costs_so_far.is_complete and coalesce(months.is_complete, false) as are_movements_complete
from costs_so_far
left join periods as months
    on costs_so_far.closed_month = months.period_start
        and months.period_grain = 'month'
where costs_so_far.costs_so_far > 0
