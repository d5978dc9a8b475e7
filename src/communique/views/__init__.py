"""What people look at, as frozen data. No HTML, no terminal: faces draw these."""
