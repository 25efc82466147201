"""Who owns which account from which date on, whoever decided it: rules, designs, covers, hand-overs, leads."""
