"""What is done: every act and every question takes a session first."""
