-- Promoters, passives and detractors are all respondents, and nps is what the three of them make.
with parts as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        max(case when metric_name = 'nps' then metric_value end) as nps,
        max(case when metric_name = 'nps_responses' then metric_value end) as responses,
        max(case when metric_name = 'nps_promoters' then metric_value end) as promoters,
        max(case when metric_name = 'nps_passives' then metric_value end) as passives,
        max(case when metric_name = 'nps_detractors' then metric_value end) as detractors
    from {{ ref('metric_values') }}
    where metric_name in ('nps', 'nps_responses', 'nps_promoters', 'nps_passives', 'nps_detractors')
    group by 1, 2, 3, 4
)

select *
from parts
where
    promoters + passives + detractors != responses
    or responses is null
    or (responses = 0 and nps is not null)
    or (responses > 0 and nps is null)
    or (
        responses > 0
        and abs(nps * responses - 100 * (promoters - detractors)) > 0.000001
    )
    or nps < -100
    or nps > 100
