//! Two records, or two selections of records, side by side: what they have in common, and what only the one or the other has. The
//! two are A and B throughout; to swap them mirrors every result.

mod fields;
mod record;
mod selection;

pub use fields::{FieldContent, FieldItem, FieldRelation, RecordField};
pub use record::RecordComparison;
pub use selection::{CountRow, CountSection, SelectionComparison};
