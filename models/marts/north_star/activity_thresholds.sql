-- One row per threshold k, from 1 to the most active days that anybody had in a month: whether
-- users with k or more active days are there in the next month, against those with fewer.
with active_day_counts as (
    select * from {{ ref('int_active_day_counts') }}
),

numbers as (
    {{ dbt.generate_series(31) }}
),

most_active_days as (
    select max(active_days) as active_days
    from active_day_counts
),

thresholds as (
    select cast(numbers.generated_number as integer) as active_days
    from numbers
    inner join most_active_days on numbers.generated_number <= most_active_days.active_days
),

groups as (
    select
        thresholds.active_days,
        cast(sum(active_day_counts.users) as bigint) as users,
        cast(sum(active_day_counts.retained_users) as bigint) as retained_users,
        cast(sum(case
            when active_day_counts.active_days >= thresholds.active_days
                then active_day_counts.users
            else 0
        end) as bigint) as users_at_or_above,
        cast(sum(case
            when active_day_counts.active_days >= thresholds.active_days
                then active_day_counts.retained_users
            else 0
        end) as bigint) as retained_at_or_above
    from thresholds
    cross join active_day_counts
    group by 1
),

separations as (
    select
        *,
        users - users_at_or_above as users_below,
        retained_users - retained_at_or_above as retained_below,
        -- share of the retained found by k, less the share of the others taken for them
        {{ exact_ratio(
            'retained_at_or_above * (users - retained_users) '
            ~ '- (users_at_or_above - retained_at_or_above) * retained_users',
            'retained_users * (users - retained_users)', places=12
        ) }} as youden,
        users >= {{ var('minimum_n') }}
        and users_at_or_above >= {{ var('minimum_group_n') }}
        and users - users_at_or_above >= {{ var('minimum_group_n') }} as has_minimum_n
    from groups
),

ranked_separations as (
    select
        *,
        row_number() over (order by coalesce(youden, -1) desc, active_days asc) as place
    from separations
)

select
    active_days,
    users_at_or_above,
    retained_at_or_above,
    users_below,
    retained_below,
    {{ exact_ratio('retained_at_or_above', 'users_at_or_above') }} as retention_at_or_above,
    {{ exact_ratio('retained_below', 'users_below') }} as retention_below,
    youden,
    coalesce(place = 1 and youden > 0, false) as separates_best,
    has_minimum_n
from ranked_separations
