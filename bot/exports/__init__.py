"""Results as files to take along: a report for the council, a workbook, a table for other programs."""
