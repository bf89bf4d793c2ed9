"""The case and its rules: which fact, which step, which deadline comes next. Pure."""
