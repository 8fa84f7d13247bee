//! The one binary of Relief: commands, progress and exit codes.

fn main() {}
