-- One row per period of first use and periods since (segment periods_since), and one per grain and periods since over
-- all cohorts old enough (segment periods_since_all_cohorts, dated as the first cohort), weighted by size.
-- A cell that is not over has no counts yet.
with user_cohorts as (
    select * from {{ ref('int_user_cohorts') }}
)

select
    period_grain,
    period_start,
    period_end,
    periods_since,
    'periods_since' as segment_type,
    cohort_users,
    case when is_complete then active_users end as active_users,
    case when is_complete then active_then_or_later_users end as active_then_or_later_users,
    is_complete
from user_cohorts

union all

select
    period_grain,
    min(period_start) as period_start,
    max(period_end) as period_end,
    periods_since,
    'periods_since_all_cohorts' as segment_type,
    cast(coalesce(sum(case when is_complete then cohort_users end), 0) as bigint) as cohort_users,
    cast(sum(case when is_complete then active_users end) as bigint) as active_users,
    cast(sum(case when is_complete then active_then_or_later_users end) as bigint) as active_then_or_later_users,
    max(case when is_complete then 1 else 0 end) = 1 as is_complete
from user_cohorts
group by 1, 4
