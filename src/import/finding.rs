//! What there is to say of a cell, a column or a table.

/// What was found in a cell, or decided for a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRemark {
    /// Where: `Sheet1!C42`; a row, a column or a whole table are called likewise.
    pub cell: String,
    /// What.
    pub text: String,
}
