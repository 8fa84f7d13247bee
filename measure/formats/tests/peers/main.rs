//! Scans of other programs, and ours in other programs; oracle/formats says what they read.

mod fetched;
mod reading;
mod wave;
mod writing;
