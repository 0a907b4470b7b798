-- The months at a glance, the last first (`make look` shows twelve). Read it from the left: how
-- large we are, how many pay, whether those who paid stay and grow (nrr above 1), how many people
-- use the product, and what they say of it.
select
    period_start as month_start,
    cast(max(case when metric_name = 'mrr' then metric_value end) as decimal(18, 2)) as mrr,
    cast(
        max(case when metric_name = 'paying_accounts' then metric_value end) as integer
    ) as paying_accounts,
    cast(max(case when metric_name = 'nrr' then metric_value end) as decimal(18, 3)) as nrr,
    cast(max(case when metric_name = 'mau' then metric_value end) as integer) as mau,
    cast(max(case when metric_name = 'nps' then metric_value end) as decimal(18, 1)) as nps
from {{ published(ref('metric_values')) }}
where
    period_grain = 'month'
    and segment_type = 'all'
    and metric_name in ('mrr', 'paying_accounts', 'nrr', 'mau', 'nps')
group by 1
order by 1 desc
