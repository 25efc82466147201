"""Who owns which account, in which layer, on which date, and why: rules that a manager writes, no silent pick."""
