-- One row per message that was delivered, at the first time: its campaign then, and whether it was
-- ever opened, ever clicked.
with email_events as (
    select * from {{ ref('core_email_events') }}
),

ranked_events as (
    select
        message_id,
        campaign_id,
        event_type,
        occurred_on,
        row_number() over (
            partition by message_id, event_type
            order by occurred_at, email_event_id
        ) as place
    from email_events
    where event_type in ('delivered', 'opened', 'clicked')
)

select
    message_id,
    max(case when event_type = 'delivered' then campaign_id end) as campaign_id,
    max(case when event_type = 'delivered' then occurred_on end) as delivered_on,
    max(case when event_type = 'opened' then 1 else 0 end) = 1 as is_opened,
    max(case when event_type = 'clicked' then 1 else 0 end) = 1 as is_clicked
from ranked_events
where place = 1
group by 1
having max(case when event_type = 'delivered' then 1 else 0 end) = 1
