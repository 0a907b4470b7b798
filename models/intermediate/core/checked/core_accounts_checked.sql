with recursive staged_rows as (
    select * from {{ ref('stg_raw__accounts') }}
),

row_checked as (
    select
        *,
        {{ row_fault('accounts') }} as row_fault
    from staged_rows
),

valid_rows as (
    select
        account_id,
        -- who is merged into itself is merged into nobody
        nullif(merged_into_account_id, account_id) as merged_into_account_id,
        is_internal
    from row_checked
    where row_fault is null
),

-- Each account followed to the one that it was merged into, and on from there. No chain is longer
-- than 50: what has not come to an end by then goes round in a circle.
merge_steps as (
    select
        account_id,
        account_id as reached_account_id,
        merged_into_account_id as next_account_id,
        is_internal,
        0 as steps
    from valid_rows

    union all

    select
        merge_steps.account_id,
        valid_rows.account_id as reached_account_id,
        valid_rows.merged_into_account_id as next_account_id,
        valid_rows.is_internal,
        merge_steps.steps + 1 as steps
    from merge_steps
    inner join valid_rows on merge_steps.next_account_id = valid_rows.account_id
    where merge_steps.steps < 50
),

survivors as (
    select
        account_id,
        reached_account_id as surviving_account_id,
        is_internal
    from merge_steps
    where next_account_id is null
),

merge_circles as (
    select account_id
    from merge_steps
    where steps = 50
),

judged as (
    select
        row_checked.account_id,
        survivors.surviving_account_id,
        row_checked.created_at,
        {{ local_date('row_checked.created_at') }} as created_on,
        row_checked.country_code,
        row_checked.industry,
        row_checked.employee_count,
        row_checked.acquisition_channel,
        survivors.is_internal,
        row_checked.deleted_at,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when merge_circles.account_id is not null then 'merge_cycle'
            when survivors.account_id is null then 'unknown_account'
        end as reject_reason
    from row_checked
    left join survivors on row_checked.account_id = survivors.account_id
    left join merge_circles on row_checked.account_id = merge_circles.account_id
)

select
    account_id,
    surviving_account_id,
    created_at,
    created_on,
    country_code,
    industry,
    employee_count,
    acquisition_channel,
    is_internal,
    deleted_at,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
