-- arpa x paying_accounts = mrr, always and to the cent; where nobody pays there is no MRR either.
with metric_values as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        max(case when metric_name = 'arpa' then metric_value end) as arpa,
        max(case when metric_name = 'paying_accounts' then metric_value end) as paying_accounts,
        max(case when metric_name = 'mrr' then metric_value end) as mrr
    from {{ ref('metric_values') }}
    where metric_name in ('arpa', 'paying_accounts', 'mrr')
    group by 1, 2, 3, 4
)

select *
from metric_values
where
    mrr is null
    or abs(coalesce(arpa, 0) * coalesce(paying_accounts, 0) - mrr) >= 0.005
