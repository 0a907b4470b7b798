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

reference_checked as (
    select
        row_checked.*,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when {{ has_raw_table('users') }} and known_users.user_id is null then 'unknown_user'
        end as own_fault
    from row_checked
    left join known_users on row_checked.user_id = known_users.user_id
),

-- An id that is its own alias says nothing new.
former_ids as (
    select
        alias_id,
        user_id
    from reference_checked
    where
        own_fault is null
        and alias_id != user_id
),

-- Each alias followed to its user and, where that one is an alias too, on from there. No chain is
-- longer than 50: what has not come to an end by then goes round in a circle.
alias_steps as (
    select
        alias_id,
        user_id as reached_user_id,
        0 as steps
    from former_ids

    union all

    select
        alias_steps.alias_id,
        former_ids.user_id as reached_user_id,
        alias_steps.steps + 1 as steps
    from alias_steps
    inner join former_ids on alias_steps.reached_user_id = former_ids.alias_id
    where alias_steps.steps < 50
),

alias_ends as (
    select
        alias_steps.alias_id,
        max(case when former_ids.alias_id is null then alias_steps.reached_user_id end) as user_id
    from alias_steps
    left join former_ids on alias_steps.reached_user_id = former_ids.alias_id
    group by 1
),

judged as (
    select
        reference_checked.alias_id,
        coalesce(alias_ends.user_id, reference_checked.user_id) as user_id,
        reference_checked._loaded_at,
        reference_checked.raw_row,
        case
            when reference_checked.own_fault is not null then reference_checked.own_fault
            when alias_ends.alias_id is not null and alias_ends.user_id is null then 'alias_cycle'
        end as reject_reason
    from reference_checked
    left join alias_ends on reference_checked.alias_id = alias_ends.alias_id
)

select
    alias_id,
    user_id,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
