-- One row per account, stretch of days in which none of its segments changes, and segment with its
-- value then. Users are counted by the number of the stretch first, as few numbers stand for many
-- days of use, and only the counts are spread over the segments (macro every_segment). Both numbers
-- mean something within one build only.
with account_segments as (
    select * from {{ ref('int_account_segments') }}
),

span_starts as (
    select distinct
        account_id,
        valid_from
    from account_segments
),

account_spans as (
    select
        account_id,
        valid_from,
        coalesce(
            lead(valid_from) over (partition by account_id order by valid_from),
            cast('9999-12-31' as date)
        ) as valid_to,
        row_number() over (order by account_id, valid_from) as segment_span_id
    from span_starts
)

select
    account_spans.segment_span_id,
    account_spans.account_id,
    account_spans.valid_from,
    account_spans.valid_to,
    dense_rank() over (
        order by account_segments.segment_type, account_segments.segment_value
    ) as segment_id,
    account_segments.segment_type,
    account_segments.segment_value
from account_spans
inner join account_segments
    on account_spans.account_id = account_segments.account_id
        and account_spans.valid_from >= account_segments.valid_from
        and account_spans.valid_from < account_segments.valid_to
