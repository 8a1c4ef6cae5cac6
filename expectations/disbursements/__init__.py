"""Rules on payments: within authority, after approval, under the contract, once."""
