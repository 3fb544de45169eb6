"""What people attach: looked into, scanned, stored."""
