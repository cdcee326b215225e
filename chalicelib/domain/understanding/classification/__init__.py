"""What kind of message it is: its field, a complaint, a nuisance, urgent, confidential."""
