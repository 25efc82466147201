"""What goes to the outside: webhooks and mail, sent after the commit by the worker."""
