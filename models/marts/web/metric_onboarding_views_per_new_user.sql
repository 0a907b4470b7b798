-- By the day on which the user was created, in the account's segments on that day; complete when 30
-- days after the period are over. No rows where no page view is known at all.
with new_users as (
    select * from {{ ref('int_new_users') }}
),

user_onboarding_views as (
    select * from {{ ref('int_user_onboarding_views') }}
),

segment_page_views as (
    select * from {{ ref('int_segment_page_views') }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

placed_users as (
    select
        period_days.period_grain,
        period_days.period_start,
        new_users.segment_span_id,
        new_users.role,
        1 as new_users,
        user_onboarding_views.onboarding_views
    from new_users
    inner join period_days on new_users.created_on = period_days.calendar_day
    left join user_onboarding_views on new_users.user_id = user_onboarding_views.user_id
    where exists (select segment_page_views.segment_value from segment_page_views)
),

segment_users as (
    {{ every_segment('placed_users', ['onboarding_views', 'new_users']) }}
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
    {{ is_over('period_end', days_after=onboarding_days()) }} as is_complete
from every_segment_period
