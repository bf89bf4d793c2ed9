"""What supervisors see: quality checks, figures, tables to take away."""
