"""The mutants of rules that say the same as their rule, each with the reason."""

from survivors_of_benefits import SAME as OF_BENEFITS
from survivors_of_funds import SAME as OF_FUNDS
from survivors_of_spending import SAME as OF_SPENDING

#: Of every rule.
EVERYWHERE = {"-> LEFT JOIN scope": "every subject is of a book in scope"}
#: By rule: a part of what a mutant is called, and why no example can tell it from the rule.
SAME = OF_BENEFITS | OF_FUNDS | OF_SPENDING
