{%- set since = counted_since() -%}

-- One row per period (day, week, month) and segment value with active users in it: how many, each
-- in the segments of the last day of use; of them the free ones, whose account paid on no day of
-- use of the period, and those in each lifecycle state. And the returning ones in the segments in
-- which they were in the period before: who is not among them has left these.
with active_user_periods as (
    select *
    from {{ ref('int_active_user_periods') }}
    where {{ is_to_count(since) }}
),

-- who was in other segments in the period before; read on its own, as what is read twice is first
-- put aside, row by row
moved_user_periods as (
    select *
    from {{ ref('int_active_user_periods') }}
    where
        lifecycle_state = 'returning'
        and coalesce(previous_segment_span_id != segment_span_id, true)
        and {{ is_to_count(since) }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

period_checksums as (
    select * from {{ ref('int_period_checksums') }}
),

placed_users as (
    select
        period_grain,
        period_start,
        segment_span_id,
        role,
        1 as active_users,
        case when paid_segment_span_id is null then 1 else 0 end as free_users,
        case when lifecycle_state = 'new' then 1 else 0 end as new_users,
        case when lifecycle_state = 'returning' then 1 else 0 end as returning_users,
        case when lifecycle_state = 'resurrecting' then 1 else 0 end as resurrecting_users,
        case
            when lifecycle_state = 'returning' and previous_segment_span_id = segment_span_id then 1
            else 0
        end as kept_users
    from active_user_periods

    union all

    select
        period_grain,
        period_start,
        previous_segment_span_id as segment_span_id,
        role,
        0 as active_users,
        0 as free_users,
        0 as new_users,
        0 as returning_users,
        0 as resurrecting_users,
        1 as kept_users
    from moved_user_periods
),

segment_users as (
    {{ every_segment('placed_users', [
        'active_users', 'free_users', 'new_users', 'returning_users', 'resurrecting_users',
        'kept_users'
    ]) }}
)

select
    segment_users.*,
    period_checksums.period_end,
    period_checksums.counted_through,
    period_checksums.use_checksum,
    {{ definition_number(var('week_start') ~ every_segment('', [''])) }} as definition
from segment_users
inner join period_checksums
    on segment_users.period_grain = period_checksums.period_grain
        and segment_users.period_start = period_checksums.period_start
