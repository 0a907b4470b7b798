"""The raw contract's tables as the generator writes them: columns in order, with their kinds.

Kinds: ``text``, ``bool``, ``int``, ``number`` (a double), ``money`` (major units, DECIMAL(18,4) in
Parquet), ``date``, ``timestamp`` (UTC, no zone).
"""

from __future__ import annotations

SQL_TYPES: dict[str, str] = {
    "text": "VARCHAR",
    "bool": "BOOLEAN",
    "int": "BIGINT",
    "number": "DOUBLE",
    "money": "DECIMAL(18,4)",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}

_COLUMNS: dict[str, str] = {
    "accounts": """
        account_id:text account_name:text created_at:timestamp country_code:text industry:text
        employee_count:int acquisition_channel:text is_internal:bool merged_into_account_id:text
        deleted_at:timestamp""",
    "plans": "plan_id:text plan_name:text plan_tier:text is_free:bool value_metric:text",
    "subscription_periods": """
        period_id:text subscription_id:text account_id:text plan_id:text status:text
        started_at:timestamp ended_at:timestamp quantity:int unit_amount:money
        discount_amount:money billing_interval:text billing_interval_count:int currency_code:text
        cancel_requested_at:timestamp cancel_reason:text""",
    "invoice_lines": """
        invoice_line_id:text account_id:text subscription_id:text line_type:text amount:money
        currency_code:text invoiced_at:timestamp service_started_at:timestamp
        service_ended_at:timestamp""",
    "exchange_rates": "rate_date:date from_currency:text to_currency:text rate:number",
    "users": "user_id:text account_id:text created_at:timestamp role:text deleted_at:timestamp",
    "user_aliases": "alias_id:text user_id:text",
    "features": "feature_id:text feature_name:text released_at:timestamp is_core:bool",
    "events": """
        event_id:text occurred_at:timestamp user_id:text account_id:text event_name:text
        feature_id:text session_id:text duration_seconds:int quantity:int""",
    "page_views": """
        page_view_id:text occurred_at:timestamp visitor_id:text user_id:text session_id:text
        page_path:text content_type:text channel:text seconds_on_page:int""",
    "content_downloads": "download_id:text occurred_at:timestamp visitor_id:text content_id:text",
    "survey_responses": """
        response_id:text survey_type:text score:int responded_at:timestamp updated_at:timestamp
        user_id:text account_id:text touchpoint:text journey_stage:text channel:text
        comment:text""",
    "leads": """
        lead_id:text created_at:timestamp channel:text campaign_id:text qualified_at:timestamp
        opportunity_at:timestamp account_id:text visitor_id:text contact_id:text""",
    "campaign_costs": """
        cost_id:text cost_date:date channel:text campaign_id:text amount:money currency_code:text
        cost_type:text""",
    "email_events": """
        email_event_id:text message_id:text campaign_id:text recipient_id:text event_type:text
        occurred_at:timestamp""",
    "social_posts": """
        post_id:text activity_date:date network:text impressions:int likes:int comments:int
        shares:int clicks:int""",
    "carts": "cart_id:text customer_id:text created_at:timestamp order_id:text",
    "orders": """
        order_id:text customer_id:text ordered_at:timestamp status:text amount:money
        currency_code:text channel:text account_id:text""",
    "order_items": "order_item_id:text order_id:text product_id:text quantity:int amount:money",
    "returns": "return_id:text order_item_id:text quantity:int returned_at:timestamp",
    "costs": """
        cost_id:text cost_date:date category:text account_id:text feature_id:text amount:money
        currency_code:text""",
    "market_sales": """
        market:text month:date industry_sales:money company_sales:money currency_code:text""",
}

#: table -> [(column, kind)], contract order, ``_loaded_at`` last
TABLES: dict[str, list[tuple[str, str]]] = {
    table: [*(tuple(c.split(":")) for c in columns.split()), ("_loaded_at", "timestamp")]
    for table, columns in _COLUMNS.items()
}

#: the columns that name a row; of rows with the same key the first loaded stays
KEYS: dict[str, tuple[str, ...]] = {
    table: (columns[0][0],) for table, columns in TABLES.items()
} | {
    "exchange_rates": ("rate_date", "from_currency", "to_currency"),
    "social_posts": ("post_id", "activity_date"),
    "market_sales": ("market", "month"),
}
