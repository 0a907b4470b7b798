-- One row per account, stretch of days in which none of its segments changes and it pays or does
-- not, and segment with its value then. A user's day stands in a stretch, by its number, and is
-- added to the sums of the segments of the stretch, by theirs (macro every_segment). The number of
-- a stretch is made of all that is known of it but its end, so it is the same in every build in
-- which that is; a segment's means something within one build only.
with account_segments as (
    select * from {{ ref('int_account_segments') }}
),

paying_spans as (
    select *
    from {{ ref('int_account_spans') }}
    where mrr > 0
),

span_starts as (
    select
        account_id,
        valid_from
    from account_segments

    union distinct

    select
        account_id,
        valid_from
    from paying_spans

    union distinct

    select
        account_id,
        valid_to as valid_from
    from paying_spans
    where valid_to < cast('9999-12-31' as date)
),

segment_stretches as (
    select
        account_id,
        valid_from,
        coalesce(
            lead(valid_from) over (partition by account_id order by valid_from),
            cast('9999-12-31' as date)
        ) as valid_to
    from span_starts
),

span_segments as (
    select
        segment_stretches.account_id,
        segment_stretches.valid_from,
        segment_stretches.valid_to,
        paying_spans.account_id is not null as is_paid,
        account_segments.segment_type,
        account_segments.segment_value
    from segment_stretches
    inner join account_segments
        on segment_stretches.account_id = account_segments.account_id
            and segment_stretches.valid_from >= account_segments.valid_from
            and segment_stretches.valid_from < account_segments.valid_to
    left join paying_spans
        on segment_stretches.account_id = paying_spans.account_id
            and segment_stretches.valid_from >= paying_spans.valid_from
            and segment_stretches.valid_from < paying_spans.valid_to
),

known_spans as (
    select
        account_id,
        valid_from,
        is_paid,
        {{ row_checksum(['segment_type', 'segment_value']) }} as segments_checksum
    from span_segments
    group by 1, 2, 3
)

select
    {{ row_hash([
        'known_spans.account_id', 'known_spans.valid_from', 'known_spans.is_paid',
        'known_spans.segments_checksum'
    ]) }} as segment_span_id,
    span_segments.account_id,
    span_segments.valid_from,
    span_segments.valid_to,
    span_segments.is_paid,
    dense_rank() over (
        order by span_segments.segment_type, span_segments.segment_value
    ) as segment_id,
    span_segments.segment_type,
    span_segments.segment_value
from span_segments
inner join known_spans
    on span_segments.account_id = known_spans.account_id
        and span_segments.valid_from = known_spans.valid_from
