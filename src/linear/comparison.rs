//! A comparison row by row, and phrases through the years, in sentences: a sign before a line is no sound.

use crate::app::{App, ComparisonSheet, TraceTable};
use crate::comparison::{FieldRelation, ToldRow, ToldWords};
use crate::text::sentence;
use crate::verify::{Difference, DifferenceKind};

/// A row: "Format, only in A: online."
pub(super) fn row(app: &App, n: usize) -> String {
    app.comparison().and_then(|sheet: &ComparisonSheet| sheet.rows().get(n)).map(told).unwrap_or_default()
}

fn told(row: &ToldRow) -> String {
    let relation = match row.relation {
        Some(FieldRelation::Equal) => "the same",
        Some(FieldRelation::Different) => "different",
        Some(FieldRelation::OnlyA) => "only in A",
        Some(FieldRelation::OnlyB) => "only in B",
        None => "",
    };
    let name = if row.label.is_empty() { relation.to_owned() } else { format!("{}, {relation}", row.label) };
    let words = match &row.words {
        ToldWords::Heads([a, b]) => format!("A is {a}; B is {b}"),
        ToldWords::Heading { words, .. } => format!("{words}:"),
        ToldWords::Same(words) => format!("{name}: {words}"),
        ToldWords::Texts(differences) => format!("{name}: {}", spoken(differences)),
        ToldWords::Sides([Some(a), Some(b)]) => format!("{name}: A has {a}; B has {b}"),
        ToldWords::Sides([a, b]) => format!("{name}: {}", a.as_deref().or(b.as_deref()).unwrap_or("")),
        ToldWords::Counts([a, b], by) if by == "=" => format!("{}: {a} in A, as many in B ({b})", row.label),
        ToldWords::Counts([a, b], _) => format!("{}: {a} in A, {b} in B", row.label),
        ToldWords::More(words) => format!("{}; its number reads them", words.trim_start_matches(['…', ' '])),
    };
    sentence(&words)
}

/// Two texts with what differs, in words.
fn spoken(differences: &[Difference]) -> String {
    let part = |Difference { kind, said, record }: &Difference| match kind {
        DifferenceKind::Equal => record.clone(),
        DifferenceKind::Insert => format!("(only B has “{said}”)"),
        DifferenceKind::Delete => format!("(only A has “{record}”)"),
        DifferenceKind::Replace => format!("(A has “{record}”, B “{said}”)"),
    };
    differences.iter().map(part).collect::<Vec<_>>().join(" ")
}

/// A year in words.
pub(super) fn year(app: &App, year: i32) -> String {
    let of = |table: &TraceTable| {
        let found = table.trace().years.iter().find(|traced| traced.year == year)?;
        Some(sentence(&table.sentence(found)))
    };
    app.trace_table().and_then(of).unwrap_or_default()
}

/// The number, from 1, of the row of the year that `words` are.
pub(super) fn number_of_year(app: &App, words: &str) -> Option<usize> {
    let wanted: i32 = words.parse().ok()?;
    let years = &app.trace_table()?.trace().years;
    years.iter().position(|traced| traced.year == wanted).map(|at| at + 1)
}
