"""What is shown, as values: the page and the command line show the same, and only here names of
persons are read to be shown. Nothing here changes anything."""
