//! The map as geometry: outlines of countries and waters, the frames that a map shows, their projection, and
//! the dots that lines and areas cover. Knows nothing of records and screens; the same size gives the same dots.

mod frame;
mod outlines;
mod projection;
mod raster;

pub use frame::{FrameExtent, Frames};
pub use outlines::{Area, Resolution, areas, outlines};
pub use projection::{Projection, Rule, cell};
pub use raster::{AreaSet, Raster};
