//! Two records, or two selections, side by side on top of the panes: which two, what is told of them, and its lines.

use super::dialog::{Choice, Dialog, Entry};
use super::taking::Clip;
use super::{App, Effect, Focus};
use crate::archive::Id;
use crate::comparison::{ColumnLine, Columns, RecordComparison, SelectionComparison, ToldRow, ToldWords};
use crate::keys::Action;
use crate::query::Query;
use crate::record::Date;
use crate::text;

/// Rows of each part of two selections that are told at first.
const MOST: usize = 10;

/// Cells of a line that is copied.
const COPIED: usize = 100;

/// A width at which no line is ever parted: a row is a line.
const ENDLESS: u16 = u16::MAX;

/// What was compared.
#[derive(Debug)]
enum FoundComparison {
    Records(RecordComparison),
    /// With the two questions as they are spelled.
    Selections(SelectionComparison, [String; 2]),
}

/// The comparison on the screen.
#[derive(Debug)]
pub struct ComparisonSheet {
    found: FoundComparison,
    rows: Vec<ToldRow>,
    /// The lines that scroll; none where a row is a line. What the two are called stands above them.
    columns: Columns,
    /// Cells of a line.
    width: u16,
    is_whole: bool,
}

impl ComparisonSheet {
    /// The rows, before they are fitted to a width.
    pub fn rows(&self) -> &[ToldRow] {
        &self.rows
    }

    /// The lines that stand on the screen one below the other, without what the two are called; none where a row is a line.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// What the two are called.
    pub fn heads(&self) -> [&str; 2] {
        match self.rows.first().map(|row| &row.words) {
            Some(ToldWords::Heads([a, b])) => [a, b],
            _ => [""; 2],
        }
    }

    /// How much differs: "13 fields: 5 equal, 5 different, 2 only in A, 1 only in B".
    pub fn sentence(&self) -> String {
        match &self.found {
            FoundComparison::Records(found) => found.sentence(),
            FoundComparison::Selections(found, _) => {
                let [both, a, b] = found.parts().map(|(_, _, ids)| text::thousands(ids.len()));
                format!("records: {both} in both, {a} only in A, {b} only in B")
            }
        }
    }
}

impl App {
    /// Compares what is marked or filtered by, or says what has to be.
    pub(super) fn show_comparison(&mut self) -> Effect {
        let Some(found) = self.compared() else {
            let [mark, toggle, compare] = [Action::Mark, Action::Toggle, Action::Compare].map(|action| self.keymap.hint(action));
            let marked = match self.shelf.annotations.marked.len() {
                0 => "none is marked".to_owned(),
                1 => "one is marked, and it is the one that is selected".to_owned(),
                marked => format!("{} are marked", text::thousands(marked)),
            };
            self.say(format!(
                "{compare} compares two records marked by {mark}, or two countries, topics or years filtered by with {toggle}; {marked}"
            ));
            return Effect::None;
        };
        let columns = Columns::new(&[], 0);
        let sheet = ComparisonSheet { found, rows: Vec::new(), columns, width: 0, is_whole: false };
        self.open_dialog(Dialog::Comparison);
        self.dialogs.comparison = Some(sheet);
        self.tell_comparison();
        Effect::None
    }

    /// Two values of the pane that keys act on, where exactly two are chosen there; else two marked records; else two values of any
    /// other condition; else the record that is marked and the one selected.
    fn compared(&self) -> Option<FoundComparison> {
        let archive = self.archive();
        let in_pane = self.focus.facet_pane().and_then(|n| {
            let pane = &self.view.panes[n];
            let of_pane = pane.values.iter().find_map(|(value, _)| value.filter(archive, pane.facet))?;
            self.query.halves(|filter| filter.is_of_field(&of_pane), archive)
        });
        let mut marked: Vec<Id> = self.shelf.annotations.marked.iter().copied().filter(|&id| !archive.is_lost(id)).collect();
        // The earlier one is A, whichever was marked first.
        marked.sort_by_key(|&id| (archive.date(id).map(Date::sort_key), id));
        let records = |ids| Some(FoundComparison::Records(RecordComparison::new(archive, ids)));
        let selections = |queries: [Query; 2]| {
            let found = SelectionComparison::of_queries(&self.catalogue, [&queries[0], &queries[1]], &self.shelf.annotations);
            let spelled = queries.map(|mut query| {
                query.list_by_fields();
                query.spell(archive)
            });
            Some(FoundComparison::Selections(found, spelled))
        };
        let selected = || if self.focus == Focus::Detail { self.reading.detail.id() } else { self.current() };
        match (in_pane, &marked[..]) {
            (Some(queries), _) => selections(queries),
            (None, &[a, b]) => records([a, b]),
            (None, _) => match (self.query.halves(|_| true, archive), &marked[..]) {
                (Some(queries), _) => selections(queries),
                (None, &[one]) => selected().filter(|id| *id != one && !archive.is_lost(*id)).and_then(|id| records([one, id])),
                (None, _) => None,
            },
        }
    }

    /// Words the comparison anew.
    fn tell_comparison(&mut self) {
        let Some(mut sheet) = self.dialogs.comparison.take() else { return };
        let most = if sheet.is_whole { usize::MAX } else { MOST };
        sheet.rows = match &sheet.found {
            FoundComparison::Records(found) => found.told(self.archive(), self.language),
            FoundComparison::Selections(found, names) => found.told([&names[0], &names[1]], self.archive(), self.language, most),
        };
        self.dialogs.comparison = Some(sheet);
        self.lay_comparison(self.screen.sizes.comparison);
    }

    /// Fits the lines to `width`; the cursor stays on its row.
    fn lay_comparison(&mut self, width: u16) {
        let Some(sheet) = &mut self.dialogs.comparison else { return };
        let dialog = &mut self.dialogs.open;
        let before = dialog.cursor.selected();
        let row = sheet.columns.lines.get(before).map_or(before, |line| line.row);
        sheet.width = width;
        sheet.columns = if width == ENDLESS { Columns::new(&[], 0) } else { Columns::new(&sheet.rows, usize::from(width)) };
        sheet.columns.lines.retain(|line| line.row > 0);
        let entry = |words: String, row: &ToldRow| {
            let choice = match (row.record, &row.words) {
                (Some(id), _) => Choice::Record(id),
                (None, ToldWords::More(_)) => Choice::Whole,
                (None, _) => Choice::Nothing,
            };
            Entry { words, aside: Vec::new(), gone: false, choice }
        };
        dialog.entries = if width == ENDLESS {
            sheet.rows.iter().map(|row| entry(row.label.clone(), row)).collect()
        } else {
            sheet.columns.lines.iter().map(|line| entry(line.text(), &sheet.rows[line.row])).collect()
        };
        dialog.found = (0..dialog.entries.len()).map(|n| (n, Vec::new())).collect();
        let at = if width == ENDLESS { Some(row) } else { sheet.columns.lines.iter().position(|line| line.row == row) };
        dialog.cursor.select(at.unwrap_or(0));
        dialog.cursor.fit(dialog.found.len(), self.screen.sizes.dialog);
    }

    /// Keeps the lines of the comparison as wide as the screen has room for.
    pub(super) fn fit_comparison(&mut self) {
        let width = self.screen.sizes.comparison;
        let is_open = self.mode == super::Mode::Dialog(Dialog::Comparison);
        if is_open && self.dialogs.comparison.as_ref().is_some_and(|sheet| sheet.width != width) {
            self.lay_comparison(width);
        }
    }

    /// Tells every row of every part.
    pub(super) fn show_whole_comparison(&mut self) {
        let at = self.dialogs.open.cursor.selected();
        if let Some(sheet) = &mut self.dialogs.comparison {
            sheet.is_whole = true;
        }
        self.tell_comparison();
        // The row that led here is now the first of those that were left out, further down where parts before it have grown.
        self.dialogs.open.cursor.select(at);
    }

    /// The comparison that is open, or was last.
    pub fn comparison(&self) -> Option<&ComparisonSheet> {
        self.dialogs.comparison.as_ref()
    }

    /// The number of the row at the cursor of the comparison.
    pub fn compared_row(&self) -> usize {
        let at = self.dialogs.open.cursor.selected();
        self.comparison().and_then(|sheet| sheet.columns.lines.get(at)).map_or(at, |line| line.row)
    }

    /// Copies the comparison as the command prints it.
    pub(super) fn copy_comparison(&mut self) -> Effect {
        let Some(sheet) = &self.dialogs.comparison else { return Effect::None };
        let told: Vec<String> = Columns::new(&sheet.rows, COPIED).lines.iter().map(ColumnLine::text).collect();
        let clip = Clip { what: "comparison".to_owned(), text: told.join("\n") };
        self.say(format!("copying {}", clip.name()));
        Effect::Copy(clip)
    }
}
