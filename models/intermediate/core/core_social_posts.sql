with checked_rows as (
    select * from {{ ref('core_social_posts_checked') }}
)

select
    post_id,
    activity_date,
    network,
    impressions,
    likes,
    comments,
    shares,
    clicks
from checked_rows
where
    reject_reason is null
    and activity_date <= {{ as_of_date() }}
