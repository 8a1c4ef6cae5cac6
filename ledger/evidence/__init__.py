"""What makes a rewritten past visible: leaves, trees, checkpoints, receipts and their checking."""
