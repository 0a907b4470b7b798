-- One row per campaign of costs, leads or messages, over its whole life: what it cost and what came
-- of it.
with campaign_costs as (
    select * from {{ ref('core_campaign_costs') }}
),

leads as (
    select * from {{ ref('int_leads') }}
),

email_messages as (
    select * from {{ ref('int_email_messages') }}
),

campaign_rows as (
    select
        campaign_id,
        channel,
        cost_date as seen_on,
        amount as campaign_cost,
        case when is_media_cost then amount else 0 end as media_cost,
        -- null, not 0, where all that it cost is the sales team: it has no cost of a lead then
        case when is_lead_cost then amount end as lead_cost,
        0 as leads,
        0 as qualified_leads,
        0 as lead_people,
        0 as converted_people,
        0 as delivered_messages,
        0 as opened_messages,
        0 as clicked_messages
    from campaign_costs
    where campaign_id is not null

    union all

    select
        campaign_id,
        channel,
        created_on as seen_on,
        0 as campaign_cost,
        0 as media_cost,
        cast(null as decimal(28, 8)) as lead_cost,
        1 as leads,
        case when qualified_on is not null then 1 else 0 end as qualified_leads,
        case when is_first_of_person then 1 else 0 end as lead_people,
        case when is_first_of_person and is_converted then 1 else 0 end as converted_people,
        0 as delivered_messages,
        0 as opened_messages,
        0 as clicked_messages
    from leads
    where campaign_id is not null

    union all

    select
        campaign_id,
        cast(null as {{ dbt.type_string() }}) as channel,
        delivered_on as seen_on,
        0 as campaign_cost,
        0 as media_cost,
        cast(null as decimal(28, 8)) as lead_cost,
        0 as leads,
        0 as qualified_leads,
        0 as lead_people,
        0 as converted_people,
        1 as delivered_messages,
        case when is_opened then 1 else 0 end as opened_messages,
        case when is_clicked then 1 else 0 end as clicked_messages
    from email_messages
    where campaign_id != 'unknown'
),

campaigns as (
    select
        campaign_id,
        min(channel) as channel,
        count(distinct channel) as channels,
        min(seen_on) as first_seen_on,
        max(seen_on) as last_seen_on,
        cast(sum(campaign_cost) as decimal(28, 8)) as campaign_cost,
        cast(sum(media_cost) as decimal(28, 8)) as media_cost,
        cast(sum(lead_cost) as decimal(28, 8)) as lead_cost,
        cast(sum(leads) as bigint) as leads,
        cast(sum(qualified_leads) as bigint) as qualified_leads,
        cast(sum(lead_people) as bigint) as lead_people,
        cast(sum(converted_people) as bigint) as converted_people,
        cast(sum(delivered_messages) as bigint) as delivered_messages,
        cast(sum(opened_messages) as bigint) as opened_messages,
        cast(sum(clicked_messages) as bigint) as clicked_messages
    from campaign_rows
    group by 1
)

select
    campaign_id,
    case when channels = 1 then channel when channels > 1 then 'several' else 'unknown' end
        as channel,
    first_seen_on,
    last_seen_on,
    campaign_cost,
    media_cost,
    lead_cost,
    leads,
    qualified_leads,
    lead_people,
    converted_people,
    delivered_messages,
    opened_messages,
    clicked_messages,
    {{ exact_ratio('lead_cost', 'leads', 8) }} as cost_per_lead
from campaigns
