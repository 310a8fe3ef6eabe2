"""What people fill in about bodies, seats and meetings. Forms check shape and never write."""
