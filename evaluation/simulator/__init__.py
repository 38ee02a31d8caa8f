"""A simulator of news: invented stories of any size whose origins, copies, revisions, denials and edits are known.

It is there to measure what no gold at hand can show at size: whether copies are counted once, whether a number keeps
its life, whether stories stay apart.  Its language is ours and plain; what reads well here may read worse in the world.
"""
