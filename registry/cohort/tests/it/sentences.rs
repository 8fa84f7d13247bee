//! The rules of the answers.
