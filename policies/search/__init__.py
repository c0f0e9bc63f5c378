"""Search: a request becomes a frozen query, the query a plan, the plan a result."""
