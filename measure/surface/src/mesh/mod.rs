//! From a mesh to height maps.
