"""Accounts: their rules, their seasons, and contacts that no plan had."""
