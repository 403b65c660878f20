"""What is generated from the guideline for others to read: the book, the JSON model of the app."""
