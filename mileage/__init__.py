"""What did it cost? Trips, rate tables, claims, expenses, the ledger, reports."""
