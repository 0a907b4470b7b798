-- One row per period (month, quarter, year) and segment value in which anything moved: sums of the months' movements.
-- A movement stands in the account's segment at the close, a churned account in its segment at the opening.
with mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
),

started_and_ended_accounts as (
    select * from {{ ref('int_started_and_ended_accounts') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

month_movements as (
    select
        mrr_movements.period_start,
        account_segments.segment_type,
        account_segments.segment_value,
        mrr_movements.movement_type,
        mrr_movements.movement_mrr,
        mrr_movements.fx_mrr,
        mrr_movements.close_quantity,
        mrr_movements.is_involuntary
    from mrr_movements
    inner join account_segments
        on mrr_movements.account_id = account_segments.account_id
            and case
                when mrr_movements.movement_type = 'churned' then mrr_movements.opened_on else mrr_movements.closed_on
            end >= account_segments.valid_from
            and case
                when mrr_movements.movement_type = 'churned' then mrr_movements.opened_on else mrr_movements.closed_on
            end < account_segments.valid_to
),

-- An account that is in one segment value at the opening and in another at the close takes its opening MRR along.
transfers as (
    select
        mrr_movements.period_start,
        opening_segments.segment_type,
        opening_segments.segment_value as left_value,
        close_segments.segment_value as entered_value,
        mrr_movements.opening_mrr
    from mrr_movements
    inner join account_segments as opening_segments
        on mrr_movements.account_id = opening_segments.account_id
            and mrr_movements.opened_on >= opening_segments.valid_from
            and mrr_movements.opened_on < opening_segments.valid_to
    inner join account_segments as close_segments
        on mrr_movements.account_id = close_segments.account_id
            and opening_segments.segment_type = close_segments.segment_type
            and mrr_movements.closed_on >= close_segments.valid_from
            and mrr_movements.closed_on < close_segments.valid_to
    where
        mrr_movements.opening_mrr > 0
        and mrr_movements.close_mrr > 0
        and opening_segments.segment_value <> close_segments.segment_value
),

month_rows as (
    select
        period_start,
        segment_type,
        segment_value,
        movement_type as row_type,
        movement_mrr as amount,
        fx_mrr,
        close_quantity,
        is_involuntary
    from month_movements

    union all

    select
        period_start,
        segment_type,
        entered_value as segment_value,
        'entered' as row_type,
        opening_mrr as amount,
        0 as fx_mrr,
        0 as close_quantity,
        false as is_involuntary
    from transfers

    union all

    select
        period_start,
        segment_type,
        left_value as segment_value,
        'left' as row_type,
        opening_mrr as amount,
        0 as fx_mrr,
        0 as close_quantity,
        false as is_involuntary
    from transfers

    union all

    select
        started_and_ended_accounts.period_start,
        account_segments.segment_type,
        account_segments.segment_value,
        'started_and_ended' as row_type,
        0 as amount,
        0 as fx_mrr,
        0 as close_quantity,
        false as is_involuntary
    from started_and_ended_accounts
    inner join periods on started_and_ended_accounts.period_start = periods.period_start
    inner join account_segments
        on started_and_ended_accounts.account_id = account_segments.account_id
            and periods.closed_on >= account_segments.valid_from
            and periods.closed_on < account_segments.valid_to
)

select
    period_days.period_grain,
    period_days.period_start,
    month_rows.segment_type,
    month_rows.segment_value,
    cast(sum(case when row_type = 'new' then amount else 0 end) as decimal(28, 8)) as new_mrr,
    cast(sum(case when row_type = 'reactivation' then amount else 0 end) as decimal(28, 8)) as reactivation_mrr,
    cast(sum(case when row_type = 'expansion' then amount else 0 end) as decimal(28, 8)) as expansion_mrr,
    cast(sum(case when row_type = 'contraction' then amount else 0 end) as decimal(28, 8)) as contraction_mrr,
    cast(sum(case when row_type = 'churned' then amount else 0 end) as decimal(28, 8)) as churned_mrr,
    cast(sum(case when is_involuntary then amount else 0 end) as decimal(28, 8)) as involuntary_churned_mrr,
    cast(sum(fx_mrr) as decimal(28, 8)) as fx_mrr,
    cast(sum(case when row_type = 'entered' then amount else 0 end) as decimal(28, 8)) as segment_entered_mrr,
    cast(sum(case when row_type = 'left' then amount else 0 end) as decimal(28, 8)) as segment_left_mrr,
    cast(sum(case when row_type = 'new' then close_quantity else 0 end) as decimal(28, 8)) as new_quantity,
    count(case when row_type = 'new' then 1 end) as new_accounts,
    count(case when row_type = 'started_and_ended' then 1 end) as started_and_ended_accounts
from month_rows
inner join period_days on month_rows.period_start = period_days.calendar_day
group by 1, 2, 3, 4
