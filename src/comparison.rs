//! Two records, or two selections of records, side by side: what they have in common, and what only the one or the other has. The
//! two are A and B throughout; to swap them mirrors every result.

mod columns;
mod fields;
mod known;
mod record;
mod selection;
mod told;

pub use columns::{ColumnLine, ColumnLook, Columns};
pub use fields::{FieldContent, FieldItem, FieldRelation, RecordField, line};
pub use record::RecordComparison;
pub use selection::{CountRow, CountSection, SelectionComparison};
pub use told::{ToldRow, ToldWords};
