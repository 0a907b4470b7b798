{{ config(severity='warn') }}
-- Active users are no North Star while the share of those who do not pay rises: against the same
-- month a year before, or where there is none, against the one before.
with last_days as (
    select max(calendar_day) as last_day
    from {{ ref('int_days') }}
),

north_stars as (
    select * from {{ ref('north_stars') }}
    where metric_name in ('mau', 'wau', 'dau')
),

free_shares as (
    select * from {{ ref('metric_values') }}
    where
        metric_name = 'free_user_share'
        and period_grain = 'month'
        and segment_type = 'all'
        and is_complete
),

ranked_shares as (
    select
        period_start,
        metric_value,
        row_number() over (order by period_start desc) as place
    from free_shares
),

compared_shares as (
    select
        max(case when place = 1 then metric_value end) as last_share,
        coalesce(
            max(case when place = 13 then metric_value end),
            max(case when place = 2 then metric_value end)
        ) as share_before
    from ranked_shares
)

select
    north_stars.metric_name,
    'north_stars: ' || north_stars.metric_name || ' counts more and more people who do not pay ('
    || {{ percent_text('compared_shares.last_share') }} || ', before '
    || {{ percent_text('compared_shares.share_before') }} || '): it no longer fits' as fault
from north_stars
inner join last_days
    on north_stars.valid_from <= last_days.last_day
        and coalesce(north_stars.valid_to, cast('9999-12-31' as date)) > last_days.last_day
cross join compared_shares
where compared_shares.last_share > compared_shares.share_before
