-- No period begins after as_of_date, none is complete that ends after it, and no fact is dated
-- later.
with metric_values as (
    select * from {{ ref('metric_values') }}
)

select
    'metric_values' as found_in,
    metric_name as found,
    period_start as found_on
from metric_values
where
    period_start > {{ as_of_date() }}
    or (is_complete and period_end > {{ dbt.dateadd('day', 1, as_of_date()) }})

{% for table, day in [
    ('core_subscription_periods', 'started_on'), ('core_subscription_periods', 'ended_on'),
    ('core_subscription_periods', 'cancel_requested_on'), ('core_invoice_lines', 'invoiced_on'),
    ('core_events', 'occurred_on'), ('core_survey_responses', 'responded_on'),
    ('int_mrr_movements', 'period_start'), ('fct_account_mrr_months', 'period_start'),
] %}
    union all

    select
        '{{ table }}' as found_in,
        '{{ day }}' as found,
        {{ day }} as found_on
    from {{ ref(table) }}
    where {{ day }} > {{ as_of_date() }}
{% endfor %}

union all

-- unless it subscribed before it was created
select
    'dim_accounts' as found_in,
    dim_accounts.account_id as found,
    dim_accounts.created_on as found_on
from {{ ref('dim_accounts') }} as dim_accounts
left join {{ ref('core_subscription_periods') }} as subscription_periods
    on dim_accounts.account_id = subscription_periods.account_id
where
    dim_accounts.created_on > {{ as_of_date() }}
    and subscription_periods.account_id is null
