"""The harness: builds small raw data sets in one process and compares every mart with plain Python."""
