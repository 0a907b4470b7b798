-- Days from a user's creation to the onboarded event, by period of creation, over the users who got
-- there.
with segment_new_users as (
    select * from {{ ref('int_segment_new_users') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    p25_days,
    median_days,
    p75_days,
    onboarded_users,
    new_users,
    {{ exact_ratio('onboarded_users', 'new_users') }} as onboarded_share,
    is_complete
from segment_new_users
