"""Rules on vouchers and the papers they stand on."""
