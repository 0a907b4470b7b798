"""The demo company: a reporting SaaS, simulated account by account, as raw tables."""
