//! Synthetic skin with known truth, and photos of it.
