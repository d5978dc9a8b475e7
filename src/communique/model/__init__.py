"""The things the record is made of: frozen types without I/O. This room imports nothing else of ours."""
