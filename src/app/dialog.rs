//! A dialog on top of the panes: a list to choose from, or a question with its input line.

use std::collections::BTreeMap;
use std::ops::Range;

use tui_input::Input;

use super::{App, Cursor, Effect, Mode};
use crate::archive::Id;
use crate::export::CitationStyle;
use crate::keys::Action;
use crate::page::Look;
use crate::record::RecordType;
use crate::view::Facet;

/// What the dialog is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// To find an action, or a saved search, by typing.
    Palette,
    /// To run or remove a saved search.
    Searches,
    /// To name a search that is saved.
    Name,
    /// To give the words under which a record is marked.
    Group,
    /// To name a file for an export.
    File,
    /// To open one of several sources.
    Sources,
    /// To give a text that may have been said.
    Verify,
    /// To read what came of it.
    Verdict,
    /// To see who promised what, and to read one of them.
    Commitments,
    /// To see two records or two selections side by side.
    Comparison,
    /// To give phrases that are traced through the years.
    Phrases,
    /// To see how often they are said in each.
    Trace,
    /// To choose what a pane lists.
    Facets,
    /// To choose the style of citations.
    Styles,
    /// To say whether a record of the program's own is to be copied into a file.
    Override,
}

impl Dialog {
    /// Whether letters are typed in it.
    pub fn is_typing(self) -> bool {
        self == Self::Palette || !self.is_list()
    }

    /// Whether it holds a list.
    pub fn is_list(self) -> bool {
        match self {
            Self::Palette | Self::Searches | Self::Sources | Self::Verdict | Self::Commitments => true,
            Self::Comparison | Self::Trace | Self::Facets | Self::Styles => true,
            Self::Name | Self::Group | Self::File | Self::Verify | Self::Phrases | Self::Override => false,
        }
    }

    /// Whether it shows records that it has read, which are others when packs change.
    pub(super) fn holds_records(self) -> bool {
        matches!(self, Self::Verdict | Self::Commitments | Self::Comparison | Self::Trace)
    }
}

/// What an entry of a list stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Choice {
    Action(Action),
    /// A saved search by its name, with its query.
    Search {
        name: String,
        query: String,
    },
    /// An address to open.
    Address(String),
    /// A record to read.
    Record(Id),
    /// A type of record to list; none is the timeline, or all that is found.
    Type(Option<RecordType>),
    /// What a pane, by its number from 0, is to list.
    Facet(usize, Facet),
    /// A style of citations.
    Style(CitationStyle),
    /// The records of a year that hold what is traced.
    Year(i32),
    /// All that a comparison has left out.
    Whole,
    /// Nothing that could be opened.
    Nothing,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it does.
    pub words: String,
    /// What stands at the end of the row, the most useful first: its keys, or the query.
    pub aside: Vec<String>,
    /// Whether it has been removed and can be put back.
    pub gone: bool,
    /// What it stands for.
    pub choice: Choice,
}

/// The contents of the dialog.
#[derive(Debug, Default)]
pub struct DialogState {
    /// The mode that the dialog was opened in.
    below: Option<Mode>,
    /// What is typed.
    pub input: Input,
    /// Whether the program has proposed what stands on the input line; the first letter typed takes its place.
    pub proposed: bool,
    /// The entries of the list, whatever is typed.
    pub entries: Vec<Entry>,
    /// The entries that fit what is typed, best first, with the bytes of their words that do.
    pub(super) found: Vec<(usize, Vec<Range<usize>>)>,
    /// The cursor of the list.
    pub cursor: Cursor,
    /// Why what was typed could not be taken.
    pub(super) fault: Option<String>,
    /// Searches removed since the list was opened, by name.
    pub(super) removed: BTreeMap<String, String>,
}

impl DialogState {
    /// The entry at the cursor.
    pub(super) fn chosen(&self) -> Option<&Entry> {
        self.found.get(self.cursor.selected()).map(|(n, _)| &self.entries[*n])
    }
}

impl App {
    /// Opens an empty dialog.
    pub(super) fn open_dialog(&mut self, kind: Dialog) {
        self.dialogs.open = DialogState { below: Some(self.mode), ..DialogState::default() };
        self.mode = Mode::Dialog(kind);
    }

    /// Closes the dialog; what it covered is as it was.
    pub(super) fn close_dialog(&mut self) {
        self.mode = self.dialogs.open.below.unwrap_or(Mode::Browse);
    }

    /// Carries out an action in the dialog.
    pub(super) fn update_dialog(&mut self, action: Action, kind: Dialog) -> Effect {
        let page = isize::try_from(self.dialogs.open.cursor.height().max(1)).unwrap_or(1);
        self.dialogs.open.fault = None;
        match action {
            Action::Interrupt => return Effect::Interrupt,
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            Action::Cancel | Action::Back | Action::Quit => self.close_dialog(),
            Action::Complete if kind == Dialog::File => self.next_format(),
            Action::Accept | Action::Open | Action::Complete => return self.carry_out(kind),
            Action::Down | Action::NextHit => self.step_dialog(1),
            Action::Up | Action::PreviousHit => self.step_dialog(-1),
            Action::HalfPageDown => self.step_dialog((page / 2).max(1)),
            Action::HalfPageUp => self.step_dialog(-(page / 2).max(1)),
            Action::PageDown => self.step_dialog(page),
            Action::PageUp => self.step_dialog(-page),
            Action::Top => self.step_dialog(isize::MIN / 2),
            Action::Bottom => self.step_dialog(isize::MAX / 2),
            Action::EarlierSearch | Action::LaterSearch => {}
            edit if kind.is_typing() => {
                self.dialogs.open.proposed = false;
                self.edit(edit);
            }
            Action::OpenSource if kind == Dialog::Sources => return self.carry_out(kind),
            Action::Remove if kind == Dialog::Searches => return self.remove_search(),
            Action::Searches if kind == Dialog::Searches => self.close_dialog(),
            Action::SaveSearch if kind == Dialog::Searches => {
                self.close_dialog();
                self.begin_saving();
            }
            Action::Verify if kind == Dialog::Verdict => {
                self.close_dialog();
                self.begin_verifying();
            }
            Action::Commitments if kind == Dialog::Commitments => self.close_dialog(),
            Action::Compare if kind == Dialog::Comparison => self.close_dialog(),
            Action::CopyText if kind == Dialog::Comparison => return self.copy_comparison(),
            Action::CopyText if kind == Dialog::Trace => return self.copy_trace(),
            Action::PerThousand if kind == Dialog::Trace => self.toggle_per_thousand(),
            Action::Trace if kind == Dialog::Trace => {
                self.close_dialog();
                self.ask_for_phrases();
            }
            Action::Facets if kind == Dialog::Facets => self.close_dialog(),
            Action::CitationStyle if kind == Dialog::Styles => self.close_dialog(),
            Action::Palette => {
                self.close_dialog();
                self.open_palette();
            }
            _ => self.say_without_use(action),
        }
        Effect::None
    }

    fn step_dialog(&mut self, rows: isize) {
        self.dialogs.open.cursor.move_by(rows, self.dialogs.open.found.len());
    }

    /// Takes the entry at the cursor, or what is typed.
    fn carry_out(&mut self, kind: Dialog) -> Effect {
        match kind {
            Dialog::Name => return self.save_search(),
            Dialog::Group => return self.group(),
            Dialog::File => return self.export(),
            Dialog::Verify => return self.verify_typed(),
            Dialog::Phrases => return self.trace_typed(),
            Dialog::Override => return self.answer_copy(),
            Dialog::Palette | Dialog::Searches | Dialog::Sources | Dialog::Verdict | Dialog::Commitments => {}
            Dialog::Comparison | Dialog::Trace | Dialog::Facets | Dialog::Styles => {}
        }
        let Some(entry) = self.dialogs.open.chosen() else { return Effect::None };
        if entry.gone {
            self.dialogs.open.fault =
                Some(format!("“{}” is removed; {} puts it back", entry.words, self.keymap.hint(Action::Remove)));
            return Effect::None;
        }
        let choice = entry.choice.clone();
        match choice {
            Choice::Nothing => self.say("there is no record behind this line"),
            Choice::Whole => self.show_whole_comparison(),
            choice => return self.take_choice(choice),
        }
        Effect::None
    }

    /// Closes the dialog and does what an entry of it stands for.
    fn take_choice(&mut self, choice: Choice) -> Effect {
        self.close_dialog();
        match choice {
            Choice::Nothing | Choice::Whole => Effect::None,
            Choice::Year(year) => {
                self.list_traced(year);
                Effect::None
            }
            Choice::Action(action) => self.act(action),
            Choice::Search { query, .. } => {
                self.run_search(&query);
                Effect::None
            }
            Choice::Address(address) => self.open_address(address),
            Choice::Record(id) => {
                self.read_record(id);
                Effect::None
            }
            Choice::Facet(pane, facet) => {
                self.show_facet(pane, facet);
                Effect::None
            }
            Choice::Style(style) => self.take_style(style),
            Choice::Type(of_type) => {
                self.mode = Mode::Browse;
                self.list_type(of_type);
                Effect::None
            }
        }
    }

    /// Looks at what is typed anew.
    pub(super) fn reread_dialog(&mut self, kind: Dialog) {
        self.dialogs.open.fault = None;
        if kind == Dialog::Palette {
            self.narrow_palette();
        }
    }

    /// The dialog, open or closed.
    pub fn dialog(&self) -> &DialogState {
        &self.dialogs.open
    }

    /// The entries on the screen, with the bytes of their words that fit what is typed, from the first one shown.
    pub fn dialog_entries(&self) -> impl Iterator<Item = (&Entry, &[Range<usize>])> {
        let found = self.dialogs.open.found.iter().skip(self.dialogs.open.cursor.offset());
        found.map(|(n, lit)| (&self.dialogs.open.entries[*n], lit.as_slice()))
    }

    /// Goes to an entry of the list by its number among [`Self::dialog_entries`] from 0. Says whether there is one.
    pub fn choose_entry(&mut self, entry: usize) -> bool {
        (self.message, self.dialogs.open.fault) = (None, None);
        let there = entry < self.dialogs.open.found.len();
        if there {
            self.dialogs.open.cursor.select(entry);
        }
        there
    }

    /// What the dialog says below its input line, or in place of an empty list.
    pub fn dialog_remarks(&self, kind: Dialog) -> Vec<(Look, String)> {
        let mut remarks: Vec<(Look, String)> =
            self.dialogs.open.fault.iter().map(|fault| (Look::Warning, fault.clone())).collect();
        match kind {
            Dialog::Palette if self.dialogs.open.found.is_empty() => {
                remarks.push((Look::Faint, "no action fits these words".to_owned()));
            }
            Dialog::Searches if self.dialogs.open.found.is_empty() => {
                let key = self.keymap.hint(Action::SaveSearch);
                remarks.push((Look::Faint, format!("no search is saved yet; {key} saves the one that is on the screen")));
            }
            Dialog::Palette | Dialog::Searches | Dialog::Sources | Dialog::Facets | Dialog::Styles | Dialog::Comparison => {}
            Dialog::Phrases => {
                let how = "a word or phrase; several with commas between, each as words in a row: water, human resources";
                remarks.push((Look::Faint, how.to_owned()));
            }
            Dialog::Trace => remarks.extend(self.trace_remarks()),
            Dialog::Verify => {
                remarks
                    .push((Look::Faint, "a sentence or quotation, typed or pasted; who said it may stand beside it".to_owned()));
            }
            Dialog::Override => remarks.extend(self.copy_offer().map(|words| (Look::Plain, words))),
            Dialog::Verdict => remarks.extend(self.verdict_remarks()),
            Dialog::Commitments => remarks.extend(self.commitments_remarks()),
            Dialog::Name => remarks.extend(self.saving()),
            Dialog::Group => remarks.extend(self.grouping()),
            Dialog::File => remarks.extend(self.exporting()),
        }
        remarks
    }
}
