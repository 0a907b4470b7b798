-- Every metric, period and segment in one table: one entry for each metric, by family.

-- revenue
{{ [
    metric_rows('mrr', 'metric_mrr', value='mrr'),
    metric_rows('arr', 'metric_mrr', value='arr'),
    metric_rows('trial_mrr', 'metric_mrr', value='trial_mrr'),
    metric_rows('committed_mrr', 'metric_mrr', value='committed_mrr'),
    metric_rows('paying_accounts', 'metric_paying_accounts', value='paying_accounts'),
    metric_rows('paying_subscribers', 'metric_paying_subscribers', value='paying_subscribers'),
    metric_rows('usage_revenue', 'metric_usage_revenue', value='usage_revenue'),
    metric_rows('new_mrr', 'metric_mrr_movements', value='new_mrr'),
    metric_rows('reactivation_mrr', 'metric_mrr_movements', value='reactivation_mrr'),
    metric_rows('expansion_mrr', 'metric_mrr_movements', value='expansion_mrr'),
    metric_rows('contraction_mrr', 'metric_mrr_movements', value='contraction_mrr'),
    metric_rows('churned_mrr', 'metric_mrr_movements', value='churned_mrr'),
    metric_rows('involuntary_churned_mrr', 'metric_mrr_movements', value='involuntary_churned_mrr'),
    metric_rows('fx_mrr', 'metric_mrr_movements', value='fx_mrr'),
    metric_rows('segment_entered_mrr', 'metric_mrr_movements', value='segment_entered_mrr'),
    metric_rows('segment_left_mrr', 'metric_mrr_movements', value='segment_left_mrr'),
    metric_rows('net_new_mrr', 'metric_mrr_movements', value='net_new_mrr'),
    metric_rows('started_and_ended_accounts', 'metric_mrr_movements',
        value='started_and_ended_accounts'),
    metric_rows('mrr_change_drivers', 'metric_mrr_change_drivers', value='net_change_mrr'),
    metric_rows('nrr', 'metric_nrr', numerator='retained_mrr', denominator='opening_mrr'),
    metric_rows('grr', 'metric_grr', numerator='kept_mrr', denominator='opening_mrr'),
    metric_rows('nrr_12m', 'metric_nrr_12m',
        numerator='retained_mrr', denominator='year_before_mrr'),
    metric_rows('grr_12m', 'metric_grr_12m', numerator='kept_mrr', denominator='year_before_mrr'),
    metric_rows('net_expansion_rate', 'metric_net_expansion_rate',
        numerator='net_expansion_mrr', denominator='opening_mrr'),
    metric_rows('quick_ratio', 'metric_quick_ratio',
        numerator='gained_mrr', denominator='lost_mrr'),
    metric_rows('expansion_to_contraction_ratio', 'metric_expansion_to_contraction_ratio',
        numerator='expansion_mrr', denominator='lost_mrr'),
    metric_rows('mrr_growth_rate', 'metric_mrr_growth_rate',
        numerator='net_new_mrr', denominator='opening_mrr'),
    metric_rows('customer_churn_rate', 'metric_customer_churn_rate',
        numerator='lost_accounts', denominator='opening_accounts'),
    metric_rows('customer_retention_rate', 'metric_customer_retention_rate',
        numerator='kept_accounts', denominator='opening_accounts'),
    metric_rows('retained_share_of_customers', 'metric_retained_share_of_customers',
        numerator='retained_accounts', denominator='paying_accounts'),
    metric_rows('mrr_churn_rate', 'metric_mrr_churn_rate',
        numerator='opening_lost_mrr', denominator='opening_mrr'),
    metric_rows('net_mrr_churn_rate', 'metric_net_mrr_churn_rate',
        numerator='net_lost_mrr', denominator='opening_mrr'),
    metric_rows('second_year_retention', 'metric_second_year_retention',
        numerator='remaining_accounts', denominator='started_accounts'),
    metric_rows('mrr_cohort_retention', 'metric_mrr_cohort_retention',
        numerator='mrr', denominator='cohort_mrr'),
    metric_rows('account_cohort_retention', 'metric_account_cohort_retention',
        numerator='paying_accounts', denominator='cohort_accounts'),
    metric_rows('new_bookings', 'metric_new_bookings', value='new_bookings'),
    metric_rows('average_deal_amount', 'metric_average_deal_amount',
        numerator='new_mrr', denominator='new_accounts'),
    metric_rows('average_deal_seats', 'metric_average_deal_seats',
        numerator='new_seats', denominator='new_accounts'),
    metric_rows('arpa', 'metric_arpa', numerator='mrr', denominator='paying_accounts'),
] | join('\nunion all\n') }}

union all

-- engagement
{{ [
    metric_rows('dau', 'metric_dau', value='dau'),
    metric_rows('wau', 'metric_wau', value='wau'),
    metric_rows('mau', 'metric_mau', value='mau'),
    metric_rows('active_accounts', 'metric_active_accounts', value='active_accounts'),
    metric_rows('stickiness', 'metric_stickiness',
        numerator='mean_daily_users', denominator='active_users'),
    metric_rows('weekly_stickiness', 'metric_weekly_stickiness',
        numerator='mean_daily_users', denominator='active_users'),
    metric_rows('user_lifecycle', 'metric_user_lifecycle', value='users'),
    metric_rows('user_retention', 'metric_user_retention',
        numerator='active_users', denominator='cohort_users'),
    metric_rows('unbounded_user_retention', 'metric_unbounded_user_retention',
        numerator='active_then_or_later_users', denominator='cohort_users'),
    metric_rows('daily_active_account_share', 'metric_daily_active_account_share',
        numerator='active_paying_accounts', denominator='paying_accounts'),
    metric_rows('stickiness_days', 'metric_stickiness_days', value='users'),
    metric_rows('account_lifecycle', 'metric_account_lifecycle', value='accounts'),
    metric_rows('feature_adoption_rate', 'metric_feature_adoption_rate',
        numerator='feature_users', denominator='active_users'),
    metric_rows('new_feature_adoption_rate', 'metric_new_feature_adoption_rate',
        numerator='feature_users', denominator='active_users'),
    metric_rows('feature_usage_rate', 'metric_feature_usage_rate',
        numerator='feature_users', denominator='login_events'),
    metric_rows('features_per_user', 'metric_features_per_user',
        numerator='feature_pairs', denominator='active_users'),
    metric_rows('customer_engagement_score', 'metric_customer_engagement_score',
        numerator='score_sum', denominator='scored_accounts'),
    metric_rows('product_engagement_score', 'metric_product_engagement_score',
        value='product_engagement_score'),
    metric_rows('engaged_seconds', 'metric_engaged_seconds', value='engaged_seconds'),
    metric_rows('value_events', 'metric_value_events', value='value_events'),
    metric_rows('value_events_per_user', 'metric_value_events_per_user',
        numerator='value_events', denominator='active_users'),
    metric_rows('time_to_value_days', 'metric_time_to_value_days', value='median_days'),
    metric_rows('time_to_onboard_days', 'metric_time_to_onboard_days', value='median_days'),
    metric_rows('activation_rate', 'metric_activation_rate',
        numerator='activated_users', denominator='new_users'),
    metric_rows('weekly_paid_users', 'metric_weekly_paid_users', value='weekly_paid_users'),
    metric_rows('free_user_share', 'metric_free_user_share',
        numerator='free_users', denominator='active_users'),
] | join('\nunion all\n') }}

union all

-- unit economics
{{ [
    metric_rows('arpu', 'metric_arpu', numerator='revenue', denominator='active_users'),
    metric_rows('gross_margin', 'metric_gross_margin',
        numerator='gross_profit', denominator='revenue'),
    metric_rows('cost_per_customer', 'metric_cost_per_customer',
        numerator='cogs', denominator='paying_accounts'),
    metric_rows('cost_per_feature', 'metric_cost_per_feature',
        numerator='cogs', denominator='active_users'),
    metric_rows('ltv', 'metric_ltv', numerator='margin_per_account', denominator='mean_churn_rate'),
    metric_rows('ltv_revenue', 'metric_ltv_revenue',
        numerator='arpa', denominator='mean_churn_rate'),
    metric_rows('ltv_cac_ratio', 'metric_ltv_cac_ratio', numerator='ltv', denominator='cac'),
    metric_rows('cac_payback_months', 'metric_cac_payback_months',
        numerator='cac', denominator='margin_per_new_account'),
] | join('\nunion all\n') }}

union all

-- commerce
{{ [
    metric_rows('orders', 'metric_orders', value='orders'),
    metric_rows('order_value', 'metric_orders', value='order_value'),
    metric_rows('first_order_customers', 'metric_orders', value='first_order_customers'),
    metric_rows('average_order_value', 'metric_average_order_value',
        numerator='order_value', denominator='orders'),
    metric_rows('cart_abandonment_rate', 'metric_cart_abandonment_rate',
        numerator='abandoned_carts', denominator='carts'),
    metric_rows('product_return_rate', 'metric_product_return_rate',
        numerator='returned_units', denominator='units'),
    metric_rows('clv', 'metric_clv', numerator='value_per_customer_year', denominator='lost_share'),
] | join('\nunion all\n') }}

union all

-- acquisition
{{ [
    metric_rows('new_signups', 'metric_new_signups', value='new_signups'),
    metric_rows('new_trials', 'metric_new_trials', value='new_trials'),
    metric_rows('trial_conversion_rate', 'metric_trial_conversion_rate',
        numerator='converted_trials', denominator='new_trials'),
    metric_rows('leads', 'metric_leads', value='leads'),
    metric_rows('qualified_leads', 'metric_qualified_leads', value='qualified_leads'),
    metric_rows('lead_conversion_rate', 'metric_lead_conversion_rate',
        numerator='converted_people', denominator='lead_people'),
    metric_rows('conversion_rate', 'metric_conversion_rate',
        numerator='reached_visitors', denominator='entered_visitors'),
    metric_rows('cost_per_lead', 'metric_cost_per_lead',
        numerator='lead_cost', denominator='leads'),
    metric_rows('cac', 'metric_cac', numerator='campaign_cost', denominator='new_paying_accounts'),
    metric_rows('cac_paid', 'metric_cac_paid',
        numerator='media_cost', denominator='new_paying_accounts'),
    metric_rows('romi', 'metric_romi', numerator='net_return', denominator='campaign_cost'),
    metric_rows('market_share', 'metric_market_share',
        numerator='company_sales', denominator='industry_sales'),
] | join('\nunion all\n') }}

union all

-- web
{{ [
    metric_rows('sessions', 'metric_sessions', value='sessions'),
    metric_rows('session_duration_seconds', 'metric_session_duration_seconds',
        numerator='duration_seconds', denominator='sessions'),
    metric_rows('page_views_per_session', 'metric_page_views_per_session',
        numerator='page_views', denominator='sessions'),
    metric_rows('bounce_rate', 'metric_bounce_rate',
        numerator='bounced_sessions', denominator='sessions'),
    metric_rows('visitor_bounce_rate', 'metric_visitor_bounce_rate',
        numerator='bounced_visitors', denominator='visitors'),
    metric_rows('page_views', 'metric_page_views', value='page_views'),
    metric_rows('seconds_per_page', 'metric_seconds_per_page',
        numerator='seconds', denominator='timed_page_views'),
    metric_rows('content_views', 'metric_content_views', value='content_views'),
    metric_rows('content_seconds', 'metric_content_views', value='content_seconds'),
    metric_rows('content_downloads', 'metric_content_downloads', value='content_downloads'),
    metric_rows('onboarding_views_per_new_user', 'metric_onboarding_views_per_new_user',
        numerator='onboarding_views', denominator='new_users'),
] | join('\nunion all\n') }}

union all

-- marketing
{{ [
    metric_rows('email_open_rate', 'metric_email_open_rate',
        numerator='opened_messages', denominator='delivered_messages'),
    metric_rows('email_click_rate', 'metric_email_click_rate',
        numerator='clicked_messages', denominator='delivered_messages'),
    metric_rows('email_click_to_open_rate', 'metric_email_click_to_open_rate',
        numerator='opened_and_clicked_messages', denominator='opened_messages'),
    metric_rows('social_engagement_rate', 'metric_social_engagement_rate',
        numerator='engagements', denominator='impressions'),
    metric_rows('social_shares', 'metric_social_shares', value='social_shares'),
] | join('\nunion all\n') }}

union all

-- satisfaction
{{ [
    metric_rows('nps', 'metric_nps', numerator='net_promoter_points', denominator='nps_responses'),
    metric_rows('nps_responses', 'metric_nps_responses', value='nps_responses'),
    metric_rows('nps_promoters', 'metric_nps_responses', value='nps_promoters'),
    metric_rows('nps_passives', 'metric_nps_responses', value='nps_passives'),
    metric_rows('nps_detractors', 'metric_nps_responses', value='nps_detractors'),
    metric_rows('detractors_to_call', 'metric_detractors_to_call', value='detractors'),
    metric_rows('csat', 'metric_csat',
        numerator='satisfied_responses', denominator='csat_responses'),
] | join('\nunion all\n') }}
