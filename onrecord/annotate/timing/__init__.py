"""The parts of `annotate.times`: words, grammar, calendar, context, and what each rule of the grammar means."""
