"""Qt item models (here called tables) and the view for quick entry."""
