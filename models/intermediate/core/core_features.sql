with checked_rows as (
    select * from {{ ref('core_features_checked') }}
)

select
    feature_id,
    released_at,
    released_on,
    is_core
from checked_rows
where
    reject_reason is null
    and released_on <= {{ as_of_date() }}
