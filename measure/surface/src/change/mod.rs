//! What changed between two scans of the same skin.
