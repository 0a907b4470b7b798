"""A small company with every raw table and no fault: what the bad input tests corrupt."""

from __future__ import annotations

import copy
from typing import Any

Tables = dict[str, list[dict[str, Any]]]

VARS = {
    "as_of_date": "2024-03-31",
    "value_events": ["report_shared"],
    "onboarded_event": "onboarding_completed",
    "inactive_events": ["heartbeat"],
}


def tiny() -> Tables:
    """The tables, fresh, so that a test may change them."""
    return copy.deepcopy(_TABLES)


def _period(period_id: str, account_id: str, plan_id: str, **columns: Any) -> dict[str, Any]:
    row = {
        "period_id": period_id,
        "subscription_id": f"s_{account_id}",
        "account_id": account_id,
        "plan_id": plan_id,
        "status": "active",
        "started_at": "2024-01-10 00:00:00",
        "ended_at": None,
        "quantity": 1,
        "unit_amount": "100.00",
        "discount_amount": None,
        "billing_interval": "month",
        "billing_interval_count": 1,
        "currency_code": "USD",
        "cancel_requested_at": None,
        "cancel_reason": None,
    }
    return row | columns


def _account(account_id: str, **columns: Any) -> dict[str, Any]:
    row = {
        "account_id": account_id,
        "account_name": f"Account {account_id}",
        "created_at": "2024-01-05 09:00:00",
        "country_code": "DE",
        "industry": "retail",
        "employee_count": 20,
        "acquisition_channel": "search",
        "is_internal": False,
        "merged_into_account_id": None,
        "deleted_at": None,
    }
    return row | columns


def _event(number: int, day: str, user_id: str, event_name: str) -> dict[str, Any]:
    return {
        "event_id": f"e{number}",
        "occurred_at": f"{day} 10:00:00",
        "user_id": user_id,
        "account_id": None,
        "event_name": event_name,
        "feature_id": "f1",
        "session_id": None,
        "duration_seconds": 60,
        "quantity": 1,
    }


def _view(number: int, content_type: str) -> dict[str, Any]:
    return {
        "page_view_id": f"v{number}",
        "occurred_at": f"2024-01-0{number} 08:00:00",
        "visitor_id": "w1",
        "user_id": None,
        "session_id": None,
        "page_path": "/",
        "content_type": content_type,
        "channel": "search",
        "seconds_on_page": 30,
    }


def _answer(number: int, survey_type: str, score: int, account_id: str) -> dict[str, Any]:
    return {
        "response_id": f"r{number}",
        "survey_type": survey_type,
        "score": score,
        "responded_at": f"2024-02-1{number} 12:00:00",
        "updated_at": None,
        "user_id": None,
        "account_id": account_id,
        "touchpoint": "support",
        "journey_stage": None,
        "channel": "email",
        "comment": 'she said "fine", and left',
    }


_TABLES: Tables = {
    "accounts": [
        _account("a1"),
        _account("a2", country_code="FR", industry=None),
        _account("a3", employee_count=2000, created_at="2024-02-01 00:00:00"),
    ],
    "plans": [
        {"plan_id": "p1", "plan_name": "Basic", "plan_tier": "basic", "is_free": False},
        {"plan_id": "p2", "plan_name": "Pro", "plan_tier": "pro", "is_free": False},
        {"plan_id": "p0", "plan_name": "Free", "plan_tier": "free", "is_free": True},
    ],
    "subscription_periods": [
        _period("sp1", "a1", "p1", ended_at="2024-02-10 00:00:00"),
        _period("sp2", "a1", "p2", started_at="2024-02-10 00:00:00", unit_amount="150.00"),
        _period(
            "sp3", "a2", "p2", unit_amount="1200.00", billing_interval="year", currency_code="EUR"
        ),
        _period("sp4", "a3", "p0", unit_amount="0", started_at="2024-02-01 00:00:00"),
    ],
    "exchange_rates": [
        {
            "rate_date": "2023-12-31",
            "from_currency": "EUR",
            "to_currency": "USD",
            "rate": "1.10",
        }
    ],
    "invoice_lines": [
        {
            "invoice_line_id": "i1",
            "account_id": "a1",
            "subscription_id": "s_a1",
            "line_type": "recurring",
            "amount": "100.00",
            "currency_code": "USD",
            "invoiced_at": "2024-01-10 00:00:00",
            "service_started_at": "2024-01-10 00:00:00",
            "service_ended_at": "2024-02-10 00:00:00",
        }
    ],
    "users": [
        {
            "user_id": f"u{number}",
            "account_id": account_id,
            "created_at": "2024-01-11 08:00:00",
            "role": role,
            "deleted_at": None,
        }
        for number, account_id, role in ((1, "a1", "admin"), (2, "a1", None), (3, "a2", "member"))
    ],
    "user_aliases": [{"alias_id": "anonymous-1", "user_id": "u1"}],
    "features": [
        {
            "feature_id": "f1",
            "feature_name": "Reports",
            "released_at": "2023-06-01 00:00:00",
            "is_core": True,
        }
    ],
    "events": [
        _event(1, "2024-01-15", "u1", "login"),
        _event(2, "2024-01-15", "u2", "login"),
        _event(3, "2024-01-16", "u1", "report_shared"),
        _event(4, "2024-02-20", "u3", "login"),
        _event(5, "2024-03-05", "anonymous-1", "login"),
    ],
    "page_views": [_view(1, "marketing"), _view(2, "content")],
    "content_downloads": [
        {
            "download_id": "d1",
            "occurred_at": "2024-01-03 08:00:00",
            "visitor_id": "w1",
            "content_id": "guide",
        }
    ],
    "survey_responses": [
        _answer(1, "nps", 9, "a1"),
        _answer(2, "nps", 3, "a2"),
        _answer(3, "csat", 4, "a1"),
    ],
    "leads": [
        {
            "lead_id": "l1",
            "created_at": "2024-01-04 08:00:00",
            "channel": "search",
            "campaign_id": "c1",
            "qualified_at": None,
            "opportunity_at": None,
            "account_id": "a1",
            "visitor_id": "w1",
            "contact_id": None,
        }
    ],
    "campaign_costs": [
        {
            "cost_id": "cc1",
            "cost_date": "2024-01-04",
            "channel": "search",
            "campaign_id": "c1",
            "amount": "50",
            "currency_code": "USD",
            "cost_type": "media",
        }
    ],
    "email_events": [
        {
            "email_event_id": "ee1",
            "message_id": "m1",
            "campaign_id": "c1",
            "recipient_id": "w1",
            "event_type": "delivered",
            "occurred_at": "2024-01-04 08:00:00",
        }
    ],
    "social_posts": [
        {
            "post_id": "so1",
            "activity_date": "2024-01-04",
            "network": "linkedin",
            "impressions": 100,
            "likes": 5,
            "comments": 1,
            "shares": 0,
            "clicks": None,
        }
    ],
    "carts": [
        {
            "cart_id": "ca1",
            "customer_id": "cu1",
            "created_at": "2024-01-04 08:00:00",
            "order_id": "o1",
        }
    ],
    "orders": [
        {
            "order_id": "o1",
            "customer_id": "cu1",
            "ordered_at": "2024-01-04 08:30:00",
            "status": "completed",
            "amount": "40",
            "currency_code": "USD",
            "channel": "web",
            "account_id": None,
        }
    ],
    "order_items": [
        {
            "order_item_id": "oi1",
            "order_id": "o1",
            "product_id": "pr1",
            "quantity": 2,
            "amount": "40",
        }
    ],
    "returns": [
        {
            "return_id": "re1",
            "order_item_id": "oi1",
            "quantity": 1,
            "returned_at": "2024-01-20 08:00:00",
        }
    ],
    "costs": [
        {
            "cost_id": "co1",
            "cost_date": "2024-01-31",
            "category": "cogs",
            "account_id": None,
            "feature_id": None,
            "amount": "30",
            "currency_code": "USD",
        }
    ],
    "market_sales": [
        {
            "market": "DACH",
            "month": "2024-01-01",
            "industry_sales": "100000",
            "company_sales": "5000",
            "currency_code": "USD",
        }
    ],
}
