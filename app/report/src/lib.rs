//! Results as self-contained pages.
