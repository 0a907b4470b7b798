"""Tables of the shop for templates and merchandise: carts, orders, items, returns."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from .lives import Account, moment_in, pick
from .settings import LAST, Settings, add_months, loaded, month_season, scalar_stream

Row = tuple[Any, ...]

#: product -> (USD a piece, share of the units sold that come back)
PRODUCTS = {
    "board_pack": (49, 0.02), "kpi_pack": (39, 0.02), "sales_pack": (59, 0.03),
    "finance_pack": (79, 0.03), "poster": (18, 0.06), "mug": (14, 0.05), "notebook": (12, 0.04),
    "shirt": (24, 0.12), "sticker_set": (6, 0.01), "workshop_kit": (129, 0.04),
}  # fmt: skip
WEIGHTS = dict(zip(PRODUCTS, (9, 12, 8, 6, 8, 10, 9, 9, 14, 3), strict=True))
CHANNELS = {"organic_search": 30, "email": 25, "direct": 25, "paid_social": 14, None: 6}


class Shop:
    """Customers come back now and then; two carts of three are left standing."""

    def __init__(self, settings: Settings, accounts: list[Account]) -> None:
        self.settings = settings
        self.rng: random.Random = scalar_stream("shop")
        self.accounts = [a for a in accounts if not a.is_internal and not a.merged_into]
        self.carts: list[list[Any]] = []
        self.orders: list[list[Any]] = []
        self.items: list[Row] = []
        self.returns: list[Row] = []
        self.customers: list[tuple[str, str | None]] = []

    def tables(self) -> dict[str, list[Row]]:
        """The four tables, each by time."""
        for month in range(self.settings.months):
            first = self.settings.month_start(month)
            growth = 0.6 + 0.8 * month / self.settings.months
            count = round(37 * self.settings.scale * growth * month_season(first) ** 0.7)
            days = (add_months(first, 1) - first).days
            for at in sorted(moment_in(self.rng, first, days) for _ in range(count)):
                self._cart(at)
        self.orders.sort(key=lambda order: order[1])
        number_of = {order[7]: f"o{n}" for n, order in enumerate(self.orders, start=1)}
        carts = [
            (f"ct{n}", customer, at, number_of.get(key), loaded(at, 8))
            for n, (key, customer, at) in enumerate(self.carts, start=1)
        ]
        orders: list[Row] = []
        for customer, at, status, lines, channel, account, _, key in self.orders:
            order = number_of[key]
            amount = sum(quantity * PRODUCTS[product][0] for product, quantity in lines)
            orders.append(
                (order, customer, at, status, amount, "USD", channel, account, loaded(at, 8))
            )
            for product, quantity in lines:
                self._item(order, at, status, product, quantity)
        self.returns.sort(key=lambda row: row[3])
        returns = [(f"rt{n}", *row[1:]) for n, row in enumerate(self.returns, start=1)]
        return {"carts": carts, "orders": orders, "order_items": self.items, "returns": returns}

    def _customer(self, at: datetime) -> tuple[str, str | None]:
        """Somebody known, most likely one of late; or somebody new, often an account."""
        rng = self.rng
        if self.customers and rng.random() < 0.52:
            recent = self.customers[-90:] if rng.random() < 0.7 else self.customers
            return rng.choice(recent)
        there = [a for a in self.accounts if a.created < at] if rng.random() < 0.4 else []
        if there:
            account = rng.choice(there[-60:]).account_id
            customer = (account, account)
        else:
            customer = (f"c{len(self.customers) + 1}", None)
        if customer not in self.customers[-400:]:
            self.customers.append(customer)
        return customer

    def _cart(self, at: datetime) -> None:
        rng = self.rng
        customer, account = self._customer(at)
        key = len(self.carts) + 1
        self.carts.append([key, customer, at])
        bought = rng.random()
        if bought > 0.37:
            return
        wait = timedelta(minutes=rng.randint(2, 300))
        if bought > 0.345:
            wait = timedelta(hours=rng.uniform(26, 120))
        ordered = (at + wait).replace(microsecond=0)
        if ordered > LAST:
            return
        names: list[str] = []
        for _ in range(pick(rng, {1: 45, 2: 33, 3: 16, 4: 6})):
            product = pick(rng, WEIGHTS)
            if product not in names:
                names.append(product)
        lines = [(name, pick(rng, {1: 70, 2: 20, 3: 10})) for name in names]
        status = pick(rng, {"completed": 92, "cancelled": 5, "placed": 3})
        if ordered > LAST - timedelta(days=4):
            status = "placed"
        channel = pick(rng, CHANNELS)
        self.orders.append([customer, ordered, status, lines, channel, account, None, key])

    def _item(self, order: str, at: datetime, status: str, product: str, quantity: int) -> None:
        number = f"oi{len(self.items) + 1}"
        price, share = PRODUCTS[product]
        self.items.append((number, order, product, quantity, price * quantity, loaded(at, 8)))
        back = (at + timedelta(hours=self.rng.uniform(100, 800))).replace(microsecond=0)
        likely = share * 0.8 * quantity
        if status == "completed" and self.rng.random() < likely and back < LAST:
            self.returns.append(("", number, self.rng.randint(1, quantity), back, loaded(back)))
