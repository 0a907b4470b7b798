"""The harness: small raw data sets, built in one process, compared with plain Python."""
