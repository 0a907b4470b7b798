-- metric_value is numerator / denominator, null where that is 0; without a denominator it is the
-- figure itself. Multiplied, not divided again. A ratio has a denominator; a count, a sum or a
-- balance has none.
with metric_values as (
    select * from {{ ref('metric_values') }}
),

metric_catalog as (
    select * from {{ ref('metric_catalog') }}
)

select
    metric_values.metric_name,
    metric_catalog.kind,
    metric_values.period_grain,
    metric_values.period_start,
    metric_values.segment_type,
    metric_values.segment_value,
    metric_values.numerator,
    metric_values.denominator,
    metric_values.metric_value
from metric_values
inner join metric_catalog on metric_values.metric_name = metric_catalog.metric_name
where
    (metric_values.denominator = 0 and metric_values.metric_value is not null)
    or (
        metric_values.denominator > 0
        and metric_values.numerator is not null
        and metric_values.metric_value is null
    )
    -- the parts have 8 digits, the value 10
    or abs(metric_values.metric_value * metric_values.denominator - metric_values.numerator)
    > 0.0000000001 * abs(metric_values.denominator)
    + 0.00000001 * (1 + abs(metric_values.metric_value))
    or (
        metric_values.denominator is null
        and metric_values.metric_value != metric_values.numerator
    )
    or (
        metric_catalog.kind in ('flow', 'balance', 'distinct')
        and metric_values.denominator is not null
    )
    or (
        metric_catalog.kind = 'ratio'
        and metric_values.denominator is null
        and metric_values.metric_value is not null
    )
