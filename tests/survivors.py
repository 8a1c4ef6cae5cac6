"""The mutants that no example can tell from their rule, each with the reason."""

#: By rule: a part of what the mutant is called, and why it says what the rule says.
SURVIVORS: dict[str, dict[str, str]] = {
    "DP-02": {
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
}
