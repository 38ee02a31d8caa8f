"""A case for agents, over the Model Context Protocol: read-only tools, and the account as resources."""
