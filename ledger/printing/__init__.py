"""What is printed: vouchers as counties bind them, made by Typst of data, never of markup."""
