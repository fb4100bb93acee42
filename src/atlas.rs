//! The map as geometry: outlines of the six countries and the waters among them, their projection into two frames, and
//! the dots that lines and areas cover. Knows nothing of records and screens; the same size gives the same dots.

mod outlines;
mod projection;
mod raster;

pub use outlines::{Area, Resolution, area, outlines};
pub use projection::{Projection, Rule, cell, shows};
pub use raster::Raster;
