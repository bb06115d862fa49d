"""What the command line does without a window; `cli` says with which words. Everything heavy is imported inside."""
