"""Mutants that say the same as their rule, of every rule that looks names up in a list."""

#: Of the rules about lists, whose queries have one shape.
LISTED = {
    "-> LEFT JOIN facts.matching_entry AS entry": "every list has somebody on it",
    "-> LEFT JOIN facts.supervision AS supervision": "every book is supervised by itself",
    "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
    "-> LEFT JOIN facts.person AS other": "whoever is in a household is one of it",
}
