with staged_rows as (
    select * from {{ ref('stg_raw__social_posts') }}
),

row_checked as (
    select
        *,
        {{ row_fault('social_posts') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.post_id,
        row_checked.activity_date,
        row_checked.network,
        row_checked.impressions,
        row_checked.likes,
        row_checked.comments,
        row_checked.shares,
        row_checked.clicks,
        row_checked._loaded_at,
        row_checked.raw_row,
        row_checked.row_fault as reject_reason
    from row_checked
)

select
    post_id,
    activity_date,
    network,
    impressions,
    likes,
    comments,
    shares,
    clicks,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
