-- When a feature was released is not told: by its first use at the latest.
select
    feature_name as feature_id,
    feature_name,
    min(usage_date) as released_at
from {{ source('ravenstack', 'feature_usage') }}
group by 1, 2
