"""A casebook in the formats of other programs: text with notes, tables with a codebook."""
