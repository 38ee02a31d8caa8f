"""Pictures drawn on the server: each with a title, a description, and its data as a table beside it on the page.

They are drawn in the page's own colours by class, so that they follow light and dark, and hold no style of their own.
"""
