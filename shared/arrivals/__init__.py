"""How words come in: raw mail becomes what somebody said, and a mailbox hands it over."""
