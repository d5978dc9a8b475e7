"""The command line. It asks views and draws."""
