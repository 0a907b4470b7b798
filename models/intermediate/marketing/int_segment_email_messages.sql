-- One row per period of delivery (week, month) and segment value (all, campaign), from its first
-- delivery on: messages delivered, and those of them ever opened, clicked, and both.
with email_messages as (
    select * from {{ ref('int_email_messages') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_messages as (
    select
        email_messages.*,
        'all' as segment_type,
        'all' as segment_value
    from email_messages

    union all

    select
        email_messages.*,
        'campaign' as segment_type,
        campaign_id as segment_value
    from email_messages
),

segment_periods as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_messages.segment_type,
        segment_messages.segment_value,
        count(*) as delivered_messages,
        count(case when segment_messages.is_opened then 1 end) as opened_messages,
        count(case when segment_messages.is_clicked then 1 end) as clicked_messages,
        count(case when segment_messages.is_opened and segment_messages.is_clicked then 1 end)
            as opened_and_clicked_messages
    from segment_messages
    inner join period_days on segment_messages.delivered_on = period_days.calendar_day
    group by 1, 2, 3, 4
)

{{ every_period(
    'segment_periods',
    ['delivered_messages', 'opened_messages', 'clicked_messages', 'opened_and_clicked_messages']
) }}
