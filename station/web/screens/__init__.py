"""What the page shows: values for its templates, and what is drawn and said of them."""
