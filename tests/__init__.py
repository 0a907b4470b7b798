"""dbt's tests (generic, laws), the raw data sets (scenarios) and the Python harness."""
