"""Rules on the plans that pool money, and on what pooled money may pay for."""
