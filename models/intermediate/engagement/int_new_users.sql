-- One row per user created by as_of_date, with the segments of the account on the day of creation.
with users as (
    select * from {{ ref('core_users') }}
),

segment_spans as (
    select *
    from {{ ref('int_account_segment_spans') }}
    where segment_type = 'all'
),

days as (
    select * from {{ ref('int_days') }}
)

select
    users.user_id,
    users.account_id,
    users.role,
    users.created_at,
    users.created_on,
    segment_spans.segment_span_id
from users
inner join days on users.created_on = days.calendar_day
left join segment_spans
    on users.account_id = segment_spans.account_id
        and users.created_on >= segment_spans.valid_from
        and users.created_on < segment_spans.valid_to
