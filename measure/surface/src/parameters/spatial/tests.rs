use super::*;
use relief_grid::{Pitch, Raster, ScaleSource};
