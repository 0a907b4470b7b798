-- One row per feature, released by as_of_date or used: when it was released and how far it has
-- come.
with features as (
    select * from {{ ref('core_features') }}
),

feature_use_days as (
    select * from {{ ref('int_feature_use_days') }}
),

feature_uses as (
    select
        feature_id,
        min(used_on) as first_used_on,
        max(used_on) as last_used_on,
        count(distinct user_id) as users,
        count(distinct account_id) as accounts,
        cast(sum(feature_events) as bigint) as feature_events
    from feature_use_days
    group by 1
),

known_features as (
    select feature_id from features
    union distinct
    select feature_id from feature_uses
)

select
    known_features.feature_id,
    features.released_on,
    features.is_core,
    feature_uses.first_used_on,
    feature_uses.last_used_on,
    coalesce(feature_uses.users, 0) as users,
    coalesce(feature_uses.accounts, 0) as accounts,
    coalesce(feature_uses.feature_events, 0) as feature_events
from known_features
left join features on known_features.feature_id = features.feature_id
left join feature_uses on known_features.feature_id = feature_uses.feature_id
