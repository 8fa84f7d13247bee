//! Estimates with intervals, repeatability, MDC95 and verdicts.
