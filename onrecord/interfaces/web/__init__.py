"""The pages: what people look at, drawn on the server, usable with scripts off."""
