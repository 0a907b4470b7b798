{{ config(materialized="view") }}

-- One row per user and day on which the user was active, with the account that the user was last
-- active in that day, whether it paid at the close of the day, the segments of the day (those of
-- the account by their span, the role), and the first and the previous day of use.
with account_user_days as (
    select * from {{ ref('int_account_user_days') }}
)

select
    user_id,
    active_on,
    account_id,
    is_paid,
    segment_span_id,
    role,
    first_active_on,
    previous_active_on,
    previous_segment_span_id
from account_user_days
where is_counted
