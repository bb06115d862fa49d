"""The window. Shows, asks, listens: no SQL, no ReportLab, no score arithmetic."""
