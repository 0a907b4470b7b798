-- One row per kind of fact (signup, trial, lead, qualified_lead, person), period (week, month) and
-- segment value in which any happened: how many, and how many of them were converted. Facts of
-- accounts stand in the account's segments on that day, leads and people in their channel.
with acquisition_facts as (
    select * from {{ ref('int_acquisition_facts') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month')
),

fact_segments as (
    select
        fact_type,
        fact_on,
        is_converted,
        'channel' as segment_type,
        channel as segment_value
    from acquisition_facts
    where account_id is null

    union all

    select
        fact_type,
        fact_on,
        is_converted,
        'all' as segment_type,
        'all' as segment_value
    from acquisition_facts
    where account_id is null

    union all

    select
        acquisition_facts.fact_type,
        acquisition_facts.fact_on,
        acquisition_facts.is_converted,
        account_segments.segment_type,
        account_segments.segment_value
    from acquisition_facts
    inner join account_segments
        on acquisition_facts.account_id = account_segments.account_id
            and acquisition_facts.fact_on >= account_segments.valid_from
            and acquisition_facts.fact_on < account_segments.valid_to
)

select
    fact_segments.fact_type,
    period_days.period_grain,
    period_days.period_start,
    fact_segments.segment_type,
    fact_segments.segment_value,
    count(*) as facts,
    count(case when fact_segments.is_converted then 1 end) as converted_facts
from fact_segments
inner join period_days on fact_segments.fact_on = period_days.calendar_day
group by 1, 2, 3, 4, 5
