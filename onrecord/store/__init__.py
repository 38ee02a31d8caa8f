"""Where a case is kept: one narrow seam (`store.store`), a database behind it, and a store in memory."""
