-- By the day on which the user was created, in the account's segments on that day; complete when 30
-- days are over for all. No rows where no page view is known at all.
with users as (
    select * from {{ ref('core_users') }}
),

user_onboarding_views as (
    select * from {{ ref('int_user_onboarding_views') }}
),

segment_page_views as (
    select * from {{ ref('int_segment_page_views') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

user_segments as (
    select
        users.user_id,
        users.created_on,
        account_segments.segment_type,
        account_segments.segment_value
    from users
    inner join account_segments
        on users.account_id = account_segments.account_id
            and users.created_on >= account_segments.valid_from
            and users.created_on < account_segments.valid_to

    union all

    select
        user_id,
        created_on,
        'role' as segment_type,
        role as segment_value
    from users
),

segment_users as (
    select
        period_days.period_grain,
        period_days.period_start,
        user_segments.segment_type,
        user_segments.segment_value,
        count(*) as new_users,
        cast(coalesce(sum(user_onboarding_views.onboarding_views), 0) as bigint) as onboarding_views
    from user_segments
    inner join period_days on user_segments.created_on = period_days.calendar_day
    left join user_onboarding_views on user_segments.user_id = user_onboarding_views.user_id
    where exists (select segment_page_views.segment_value from segment_page_views)
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_users', ['onboarding_views', 'new_users']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    onboarding_views,
    new_users,
    {{ exact_ratio('onboarding_views', 'new_users') }} as metric_value,
    {{ dbt.dateadd('day', 29, 'period_end') }} <= {{ as_of_date() }} as is_complete
from every_segment_period
