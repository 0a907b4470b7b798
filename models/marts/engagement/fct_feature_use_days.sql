{{ config(materialized="view") }}

-- One row per user, account, feature and day on which the user used it there. The table that
-- readers see is written when it is published, and of it only the days that changed.
with feature_use_days as (
    select * from {{ ref('int_feature_use_days') }}
)

select
    used_on,
    user_id,
    account_id,
    feature_id,
    feature_events,
    engaged_seconds
from feature_use_days
