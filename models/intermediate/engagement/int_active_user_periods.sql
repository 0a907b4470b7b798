{{ config(materialized="view") }}

-- One row per period (day, week, month) and user active in it, with the last day of use and the
-- segments of that day: the user counts once, in these, so that segments add up. With the user's
-- state (new, returning, resurrecting), and the segments of the last day of use before the period:
-- there a returning user was active in the period before.
with user_days as (
    select * from {{ ref('int_user_days') }}
),

active_user_weeks_months as (
    select * from {{ ref('int_active_user_weeks_months') }}
)

select
    'day' as period_grain,
    active_on as period_start,
    cast({{ dbt.dateadd('day', 1, 'active_on') }} as date) as period_end,
    user_id,
    1 as active_days,
    active_on as last_active_on,
    segment_span_id,
    case when is_paid then segment_span_id end as paid_segment_span_id,
    role,
    first_active_on,
    previous_segment_span_id,
    {{ lifecycle_state('previous_active_on', dbt.dateadd('day', -1, 'active_on')) }}
        as lifecycle_state
from user_days

union all

select
    period_grain,
    period_start,
    period_end,
    user_id,
    active_days,
    last_active_on,
    segment_span_id,
    paid_segment_span_id,
    role,
    first_active_on,
    previous_segment_span_id,
    lifecycle_state
from active_user_weeks_months
