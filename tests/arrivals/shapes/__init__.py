"""Messages as they really come: each with the words that a person meant, and the programme that mangled them."""
