"""The pages, a noun a file: what each shows and what may be posted to it."""
