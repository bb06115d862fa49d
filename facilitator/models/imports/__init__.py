"""What comes in from spreadsheets: safe reading, checking by row and column, one transaction: all or nothing."""
