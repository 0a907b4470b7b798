-- One row per account segment and value, from its own counts over the last twelve complete months.
with metric_values as (
    select * from {{ ref('metric_values') }}
    where
        period_grain = 'month'
        and is_complete
        and metric_name in (
            'trial_conversion_rate', 'customer_churn_rate', 'nps', 'nrr', 'grr', 'cac', 'ltv'
        )
),

last_months as (
    select max(period_end) as last_end
    from {{ ref('int_periods') }}
    where
        period_grain = 'month'
        and is_complete
),

year_values as (
    select
        metric_values.*,
        metric_values.period_end = last_months.last_end as is_last,
        -- what a channel cost is held against the accounts that it brought
        case
            when metric_values.metric_name = 'cac' and metric_values.segment_type = 'channel'
                then 'acquisition_channel'
            else metric_values.segment_type
        end as account_segment_type
    from metric_values
    cross join last_months
    where metric_values.period_start >= {{ dbt.dateadd('month', -12, 'last_months.last_end') }}
),

segment_sums as (
    select
        account_segment_type as segment_type,
        segment_value,
        sum(case when metric_name = 'trial_conversion_rate' then denominator end) as trials,
        sum(case when metric_name = 'trial_conversion_rate' then numerator end) as conversions,
        sum(case when metric_name = 'customer_churn_rate' then denominator end) as account_months,
        sum(case when metric_name = 'customer_churn_rate' then numerator end) as churned_accounts,
        sum(case when metric_name = 'nps' then denominator end) as nps_responses,
        sum(case when metric_name = 'nps' then numerator end) as promoter_points,
        sum(case when metric_name = 'nrr' then denominator end) as opening_mrr,
        -- what nrr keeps beyond grr, of the accounts that the segment had at the opening
        sum(case metric_name when 'nrr' then numerator when 'grr' then -numerator end)
            as expansion_mrr,
        sum(case when metric_name = 'cac' then denominator end) as new_accounts,
        sum(case when metric_name = 'cac' then numerator end) as campaign_cost,
        max(case when metric_name = 'ltv' and is_last then metric_value end) as ltv
    from year_values
    where {{ is_one_of('account_segment_type', account_segments()) }}
    group by 1, 2
),

segment_rates as (
    select
        *,
        cast(case
            when trials >= {{ var('minimum_n') }}
                then {{ exact_ratio('conversions', 'trials') }}
        end as decimal(38, 10)) as trial_conversion_rate,
        cast(case
            when account_months >= {{ var('minimum_n') }}
                then {{ exact_ratio('churned_accounts', 'account_months') }}
        end as decimal(38, 10)) as monthly_churn_rate,
        cast(case
            when nps_responses >= {{ var('minimum_n') }}
                then {{ exact_ratio('promoter_points', 'nps_responses') }}
        end as decimal(38, 10)) as nps,
        cast(case
            when account_months >= {{ var('minimum_n') }}
                then {{ exact_ratio('expansion_mrr', 'opening_mrr') }}
        end as decimal(38, 10)) as monthly_expansion_rate,
        cast(case
            when new_accounts >= {{ var('minimum_group_n') }}
                then {{ exact_ratio('campaign_cost', 'new_accounts') }}
        end as decimal(38, 10)) as cac
    from segment_sums
)

select
    cast(segment_type as varchar) as segment_type,
    cast(segment_value as varchar) as segment_value,
    cast(coalesce(trials, 0) as bigint) as trials,
    trial_conversion_rate,
    case
        when trial_conversion_rate is not null
            then
                rank() over (
                    partition by segment_type order by coalesce(trial_conversion_rate, -1) desc
                )
    end as conversion_place,
    cast(coalesce(account_months, 0) as bigint) as account_months,
    monthly_churn_rate,
    cast(case
        when monthly_churn_rate > 0 and monthly_churn_rate < 1
            then {{ float_ratio('ln(0.5)', 'ln(1 - monthly_churn_rate)') }}
    end as decimal(28, 6)) as median_life_months,
    case
        when monthly_churn_rate is not null
            then rank() over (partition by segment_type order by coalesce(monthly_churn_rate, 2))
    end as life_place,
    cast(coalesce(nps_responses, 0) as bigint) as nps_responses,
    nps,
    case
        when nps is not null
            then rank() over (partition by segment_type order by coalesce(nps, -101) desc)
    end as nps_place,
    monthly_expansion_rate,
    cast(ltv as decimal(38, 10)) as ltv,
    cast(new_accounts as bigint) as new_accounts,
    cac,
    {{ exact_ratio('ltv', 'cac') }} as ltv_cac_ratio
from segment_rates
