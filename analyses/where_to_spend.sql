-- Where to spend? Channels that are worth their cost, convert and stay come first; one with an
-- LTV:CAC below 3, or with a short life, earns no more budget. All is of the last twelve complete
-- months, the LTV as of the last of them; a null is a count below the minimum (or nobody left,
-- nothing was spent).
select
    segment_value as channel,
    new_accounts,
    cast(ltv_cac_ratio as decimal(18, 2)) as ltv_cac_ratio,
    trials,
    cast(trial_conversion_rate as decimal(18, 3)) as trial_conversion_rate,
    account_months,
    cast(median_life_months as decimal(18, 1)) as median_life_months,
    cast(nps as decimal(18, 1)) as nps,
    cast(monthly_expansion_rate as decimal(18, 4)) as monthly_expansion_rate
from {{ published(ref('segment_performance')) }}
where segment_type = 'acquisition_channel'
order by
    coalesce(ltv_cac_ratio, -1) desc,
    coalesce(trial_conversion_rate, -1) desc,
    segment_value asc
