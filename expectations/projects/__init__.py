"""Rules on the project library: what must be done before a project may have money."""
