with recursive staged_rows as (
    select * from {{ ref('stg_raw__user_aliases') }}
),

known_users as (
    select user_id
    from {{ ref('core_users_checked') }}
    where reject_reason is null
),

row_checked as (
    select
        *,
        {{ row_fault('user_aliases') }} as row_fault
    from staged_rows
),

-- An id that is its own alias says nothing new.
former_ids as (
    select
        alias_id,
        user_id
    from row_checked
    where
        row_fault is null
        and alias_id != user_id
),

-- Each alias followed to its user and, where that one is an alias too, on from there. No chain is
-- longer than 50: what has not come to an end by then goes round in a circle.
alias_steps as (
    select
        alias_id,
        user_id as reached_user_id,
        1 as steps
    from row_checked
    where row_fault is null

    union all

    select
        alias_steps.alias_id,
        former_ids.user_id as reached_user_id,
        alias_steps.steps + 1 as steps
    from alias_steps
    inner join former_ids on alias_steps.reached_user_id = former_ids.alias_id
    where alias_steps.steps <= 50
),

-- Who is a user says the table of users, if there is one.
followed_steps as (
    select
        alias_steps.alias_id,
        alias_steps.reached_user_id,
        alias_steps.steps,
        former_ids.alias_id is null as is_end,
        known_users.user_id is not null or not {{ has_raw_table('users') }} as is_user
    from alias_steps
    left join former_ids on alias_steps.reached_user_id = former_ids.alias_id
    left join known_users on alias_steps.reached_user_id = known_users.user_id
),

-- The last user of a chain: what comes after is nobody.
alias_users as (
    select
        alias_id,
        count(case when is_end then 1 end) = 0 as is_circle,
        {{ latest(
            'case when is_user then reached_user_id end', 'case when is_user then steps end'
        ) }} as user_id
    from followed_steps
    group by 1
),

judged as (
    select
        row_checked.alias_id,
        coalesce(
            case when not alias_users.is_circle then alias_users.user_id end, row_checked.user_id
        ) as user_id,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when alias_users.is_circle then 'alias_cycle'
            when alias_users.user_id is null then 'unknown_user'
        end as reject_reason
    from row_checked
    left join alias_users on row_checked.alias_id = alias_users.alias_id
)

select
    alias_id,
    user_id,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
