-- An account that its raw row calls internal, or that was merged into another, is in no table past
-- the waist, and no metric knows its rows.
with left_out_accounts as (
    select account_id
    from {{ ref('stg_raw__accounts') }}
    group by 1
    -- of an id that was sent twice another row may be the one that counts
    having
        count(*) = 1
        and (
            count(case when is_internal then 1 end) = 1
            or count(case when merged_into_account_id != account_id then 1 end) = 1
        )
)

{% for table in [
    'core_accounts', 'core_subscription_periods', 'core_invoice_lines', 'core_users', 'core_events',
    'core_survey_responses', 'core_leads', 'core_orders', 'core_costs', 'int_account_segments',
    'int_mrr_movements', 'int_account_user_days', 'dim_accounts', 'fct_account_mrr_months',
    'fct_mrr_movements',
] %}
    select distinct
        '{{ table }}' as found_in,
        account_id
    from {{ ref(table) }}
    where account_id in (select left_out_accounts.account_id from left_out_accounts)
    {{ 'union all' if not loop.last }}
{% endfor %}
