"""What people see: pages over the ledger and the audits."""
