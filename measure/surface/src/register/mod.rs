//! Laying one scan onto another.
