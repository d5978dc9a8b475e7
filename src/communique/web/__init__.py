"""Pages for a browser: templates, one style sheet, one script. It asks views and draws."""
