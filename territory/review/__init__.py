"""The manager's review: what has drifted, what was done, and what to do next, each with its figures."""
