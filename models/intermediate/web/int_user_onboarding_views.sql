-- One row per user who, signed in, viewed an onboarding page on one of the 30 days from the day of
-- creation on: those views.
with onboarding_views as (
    select *
    from {{ ref('core_page_views') }}
    where content_type = 'onboarding'
),

users as (
    select * from {{ ref('core_users') }}
)

select
    users.user_id,
    count(*) as onboarding_views
from users
inner join onboarding_views
    on users.user_id = onboarding_views.user_id
        and users.created_on <= onboarding_views.occurred_on
        and {{ dbt.dateadd('day', onboarding_days(), 'users.created_on') }}
        > onboarding_views.occurred_on
group by 1
