//! The palette, the list of saved searches and the tables on top of the panes, in sentences.

use super::comparison;
use crate::app::{App, Choice, Dialog, Entry, Mode};
use crate::keys::{ACTIONS, Action};
use crate::page::Commitment;
use crate::text::{count, join_and, sentence};
use crate::verify::{Difference, DifferenceKind, Origin};

/// Entries of the palette that are told at once.
pub(super) const MOST: usize = 10;

fn entries(app: &App) -> Vec<&Entry> {
    app.dialog_entries().map(|(entry, _)| entry).collect()
}

/// "Saved searches, search 1 of 3".
pub(super) fn place(app: &App) -> String {
    let (number, of) = (app.dialog().cursor.selected() + 1, entries(app).len());
    if app.mode() == Mode::Dialog(Dialog::Searches) {
        format!("Saved searches, search {number} of {of}")
    } else if app.mode() == Mode::Dialog(Dialog::Verdict) {
        format!("Was this said?, record {number} of {of}")
    } else if app.mode() == Mode::Dialog(Dialog::Commitments) {
        format!("Commitments, entry {number} of {of}")
    } else if app.mode() == Mode::Dialog(Dialog::Comparison) {
        format!("Side by side, row {number} of {of}")
    } else if app.mode() == Mode::Dialog(Dialog::Trace) {
        format!("Trace, year {number} of {of}")
    } else if app.mode() == Mode::Dialog(Dialog::Facets) {
        format!("What the pane lists, entry {number} of {of}")
    } else if app.mode() == Mode::Dialog(Dialog::Styles) {
        format!("Style of citations, entry {number} of {of}")
    } else {
        format!("Palette, entry {number} of {of}")
    }
}

/// The entry of this number, from 0; of a comparison its row.
fn told_at(app: &App, n: usize, entry: &Entry) -> String {
    if app.mode() == Mode::Dialog(Dialog::Comparison) { comparison::row(app, n) } else { told(app, entry) }
}

/// An entry: "water in Kazakhstan: country:KZ water."
fn told(app: &App, entry: &Entry) -> String {
    match &entry.choice {
        Choice::Action(action) => {
            let name = ACTIONS.iter().find(|info| info.action == *action).map_or("", |info| info.name);
            format!("{name}: {}.", entry.words)
        }
        Choice::Type(_) => format!("{}: {}.", entry.words, count(entry.aside[0].parse().unwrap_or(0), "record")),
        Choice::Style(_) => format!("{}: {}.", entry.words, entry.aside.join(", ")),
        Choice::Facet(..) => {
            sentence(&std::iter::once(&entry.words).chain(&entry.aside).map(String::as_str).collect::<Vec<_>>().join(", "))
        }
        Choice::Year(year) => comparison::year(app, *year),
        Choice::Whole | Choice::Nothing => entry.words.clone(),
        Choice::Address(address) => format!("{} {address}", entry.words),
        Choice::Record(id) if app.mode() == Mode::Dialog(Dialog::Commitments) => {
            Commitment::of(app.archive(), *id, app.language()).map(|made| made.sentence()).unwrap_or_default()
        }
        Choice::Record(id) => {
            let finding = app.verified().and_then(|found| found.findings.iter().find(|finding| finding.id == *id));
            let said = finding.map(|finding| spoken(&finding.differences)).unwrap_or_default();
            let origin = Origin::of(app.archive(), *id, app.language()).line();
            sentence(&format!("{}, {}: {said}. {origin}", entry.words, entry.aside.join(", ")))
        }
        Choice::Search { name, query } => {
            let gone = if entry.gone { " Removed." } else { "" };
            if name == query { format!("{name}.{gone}") } else { format!("{name}: {query}.{gone}") }
        }
    }
}

/// Entries from the one of this number (from 0) on, at most `most`, each with its number.
pub(super) fn numbered(app: &App, from: usize, most: usize) -> Vec<String> {
    let entries = entries(app).into_iter().enumerate().skip(from).take(most);
    entries.map(|(n, entry)| format!("{}. {}", n + 1, told_at(app, n, entry))).collect()
}

/// The words of a record with what differs from the text, in words: a bracket is no sound.
fn spoken(differences: &[Difference]) -> String {
    let part = |Difference { kind, said, record }: &Difference| match kind {
        DifferenceKind::Equal => record.clone(),
        DifferenceKind::Insert => format!("(the text alone has “{said}”)"),
        DifferenceKind::Delete => format!("(the record alone has “{record}”)"),
        DifferenceKind::Replace => format!("(the record has “{record}”, the text “{said}”)"),
    };
    differences.iter().map(part).collect::<Vec<_>>().join(" ")
}

/// The verdict on a text, what is turned in it, and the records that come nearest.
pub(super) fn verdict(app: &App) -> Vec<String> {
    let warnings = app.verified().map_or(&[][..], |found| found.warnings());
    let turned = warnings.iter().map(|warning| sentence(&warning.message.replace(" – ", ", ")));
    std::iter::once(sentence(&app.verdict())).chain(turned).chain(numbered(app, 0, entries(app).len())).collect()
}

/// The first commitments, and how the others are read.
pub(super) fn commitments(app: &App) -> Vec<String> {
    let all = entries(app).len();
    let mut lines = vec![format!("{}, the newest first:", count(all, "commitment"))];
    lines.extend(numbered(app, 0, MOST));
    lines.extend((all > MOST).then(|| format!("{} more: list 20 reads twenty from the first, more reads on.", all - MOST)));
    lines
}

/// How much differs, the first rows, and how the others are read.
pub(super) fn comparison(app: &App) -> Vec<String> {
    let Some(sheet) = app.comparison() else { return Vec::new() };
    let all = sheet.rows().len();
    let mut lines = vec![sentence(&sheet.sentence())];
    lines.extend(numbered(app, 0, MOST));
    lines.extend(
        (all > MOST).then(|| format!("{} more: list 20 reads twenty from the first, more reads on.", count(all - MOST, "row"))),
    );
    lines
}

/// All phrases, then the first years, and how the others are read.
pub(super) fn trace(app: &App) -> Vec<String> {
    let Some(table) = app.trace_table() else { return Vec::new() };
    let all = table.trace().years.len();
    let mut lines = vec![sentence(&table.totals())];
    lines.extend(numbered(app, 0, MOST));
    lines.extend((all > MOST).then(|| format!("{} more: list 50 reads all of them, more reads on.", count(all - MOST, "year"))));
    lines
}

/// Every entry of the list of saved searches.
pub(super) fn all(app: &App) -> Vec<String> {
    let all = entries(app).len();
    let first = if all == 1 { "1 saved search:".to_owned() } else { format!("{all} saved searches:") };
    std::iter::once(first).chain(numbered(app, 0, all)).collect()
}

/// All that a short list offers, behind what it is called.
pub(super) fn offered(app: &App, called: &str) -> Vec<String> {
    let all = entries(app).len();
    std::iter::once(called.to_owned()).chain(numbered(app, 0, all)).collect()
}

/// The entry at the cursor.
pub(super) fn here(app: &App) -> Option<String> {
    let at = app.dialog().cursor.selected();
    entries(app).get(at).map(|entry| told_at(app, at, entry))
}

/// What fits the words in the palette, the best first.
pub(super) fn fitting(app: &App) -> Vec<String> {
    let all = entries(app).len();
    let typed = app.dialog().input.value().trim();
    if all == 0 {
        return vec![format!("No action fits “{typed}”.")];
    }
    let mut lines = numbered(app, 0, MOST);
    if all > MOST {
        lines.push(format!("{} more: more words leave fewer, list reads them all.", all - MOST));
    }
    lines
}

/// The number, from 0, of the saved search of this name or number: the whole name, else the only one that begins so.
///
/// # Errors
/// Why there is none.
pub(super) fn find(app: &App, words: &str) -> Result<usize, String> {
    let words = words.trim();
    let entries = entries(app);
    let name = |entry: &&Entry| entry.words.to_lowercase();
    if let Some(at) = entries.iter().position(|entry| entry.words == words) {
        return Ok(at);
    }
    if let Some(at) = words.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|at| *at < entries.len()) {
        return Ok(at);
    }
    let begins: Vec<usize> =
        (0..entries.len()).filter(|&at| !words.is_empty() && name(&entries[at]).starts_with(&words.to_lowercase())).collect();
    match begins[..] {
        [only] => Ok(only),
        [] => Err(format!("no saved search is called “{words}”; searches lists them")),
        _ => {
            let names: Vec<String> = begins.iter().map(|&at| format!("“{}”", entries[at].words)).collect();
            Err(format!("“{words}” may be {}", join_and(&names)))
        }
    }
}

/// What is said where no search is saved.
pub(super) fn none(app: &App) -> String {
    format!("no search is saved yet; {} saves the one that stands", app.keymap().hint(Action::SaveSearch))
}
