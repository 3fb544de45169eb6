"""What a machine can check about the whole house: each check takes its root and gives back sentences."""
