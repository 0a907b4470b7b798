-- One row per period (month, quarter, year) and segment value that accounts moved into or out of
-- while they paid: the opening MRR that they took along, month by month.
with mrr_movements as (
    select *
    from {{ ref('int_mrr_movements') }}
    where
        opening_mrr > 0
        and close_mrr > 0
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

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
    where opening_segments.segment_value != close_segments.segment_value
),

transfer_sides as (
    select
        period_start,
        segment_type,
        entered_value as segment_value,
        opening_mrr as entered_mrr,
        0 as left_mrr
    from transfers

    union all

    select
        period_start,
        segment_type,
        left_value as segment_value,
        0 as entered_mrr,
        opening_mrr as left_mrr
    from transfers
)

select
    period_days.period_grain,
    period_days.period_start,
    transfer_sides.segment_type,
    transfer_sides.segment_value,
    cast(sum(transfer_sides.entered_mrr) as decimal(28, 8)) as segment_entered_mrr,
    cast(sum(transfer_sides.left_mrr) as decimal(28, 8)) as segment_left_mrr
from transfer_sides
inner join period_days on transfer_sides.period_start = period_days.calendar_day
group by 1, 2, 3, 4
