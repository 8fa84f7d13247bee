//! Scale: the areal filters of ISO 16610.
