"""Rules about tenders."""
