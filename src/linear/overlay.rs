//! What may lie on top of the panes, as it is used by lines: what each asks for, and what it is called.

use super::{charts, dialogs, map};
use crate::app::{App, Dialog, Mode};
use crate::export::OutputFormat;
use crate::keys::{Action, Context};
use crate::text::{capitalise, clean, count, join_and, sentence};

/// A mode other than that of the panes. The help is none: it is written out and closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overlay {
    Search,
    Find,
    Note,
    /// The name under which a search is saved.
    Name,
    /// The words under which a record is marked.
    Group,
    /// The file of an export.
    File,
    Palette,
    /// The list of saved searches.
    Searches,
    /// A text that may have been said.
    Verify,
    /// What came of it.
    Verdict,
    /// Who promised what.
    Commitments,
    /// Two records or selections side by side.
    Comparison,
    /// Phrases that are to be traced.
    Phrases,
    /// How often they are said in each year.
    Trace,
    /// What a pane may list.
    Facets,
    /// The styles of citations.
    Styles,
    /// Whether a record is to be copied into a file.
    Override,
    Charts,
    Map,
}

impl Overlay {
    pub fn of(mode: Mode) -> Option<Self> {
        match mode {
            // The choice of a source is closed as soon as it opens: links have numbers.
            Mode::Browse | Mode::Help(_) | Mode::Dialog(Dialog::Sources) => None,
            Mode::Search => Some(Self::Search),
            Mode::Find => Some(Self::Find),
            Mode::Note => Some(Self::Note),
            Mode::Dialog(Dialog::Name) => Some(Self::Name),
            Mode::Dialog(Dialog::Group) => Some(Self::Group),
            Mode::Dialog(Dialog::File) => Some(Self::File),
            Mode::Dialog(Dialog::Palette) => Some(Self::Palette),
            Mode::Dialog(Dialog::Searches) => Some(Self::Searches),
            Mode::Dialog(Dialog::Verify) => Some(Self::Verify),
            Mode::Dialog(Dialog::Verdict) => Some(Self::Verdict),
            Mode::Dialog(Dialog::Commitments) => Some(Self::Commitments),
            Mode::Dialog(Dialog::Comparison) => Some(Self::Comparison),
            Mode::Dialog(Dialog::Phrases) => Some(Self::Phrases),
            Mode::Dialog(Dialog::Trace) => Some(Self::Trace),
            Mode::Dialog(Dialog::Facets) => Some(Self::Facets),
            Mode::Dialog(Dialog::Styles) => Some(Self::Styles),
            Mode::Dialog(Dialog::Override) => Some(Self::Override),
            Mode::Charts => Some(Self::Charts),
            Mode::Map => Some(Self::Map),
        }
    }

    /// Whether a line is words that it asks for, and no command.
    pub fn asks(self) -> bool {
        !self.is_list() && !matches!(self, Self::Charts | Self::Map)
    }

    /// Whether it is a list of which an entry is taken.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::Searches | Self::Verdict | Self::Commitments | Self::Comparison | Self::Trace | Self::Facets | Self::Styles
        )
    }

    /// What stands before the line that is typed.
    pub fn prompt(self) -> &'static str {
        match self {
            Self::Search => "search> ",
            Self::Find => "find> ",
            Self::Note => "note> ",
            Self::Name => "name> ",
            Self::Group => "words> ",
            Self::File => "file> ",
            Self::Palette => "palette> ",
            Self::Searches => "saved> ",
            Self::Verify => "verify> ",
            Self::Verdict => "verdict> ",
            Self::Commitments => "commitments> ",
            Self::Comparison => "comparison> ",
            Self::Phrases => "phrases> ",
            Self::Trace => "trace> ",
            Self::Facets => "facets> ",
            Self::Styles => "style> ",
            Self::Override => "y or n> ",
            Self::Charts => "charts> ",
            Self::Map => "map> ",
        }
    }

    /// Where its keys are looked up; those that it does not know are commands of the panes.
    pub fn contexts(self) -> &'static [Context] {
        match self {
            list if list.is_list() => &[Context::List, Context::Browse],
            Self::Charts => &[Context::Chart, Context::Browse],
            Self::Map => &[Context::Map, Context::Browse],
            _ => &[Context::Typing],
        }
    }

    /// Whether it carries out an action itself. Every other one closes it first, that no command is lost in it.
    pub fn knows(self, action: Action) -> bool {
        use Action as A;
        let moves = matches!(
            action,
            A::Down | A::Up | A::HalfPageDown | A::HalfPageUp | A::PageDown | A::PageUp | A::Top | A::Bottom | A::Open | A::Back
        );
        let shared = matches!(action, A::Redraw | A::Suspend | A::Interrupt);
        let pages = matches!(action, A::NextPane | A::PreviousPane | A::ClearFilters | A::Language | A::Toggle);
        match self {
            Self::Searches => moves || shared || matches!(action, A::Remove | A::Searches),
            Self::Verdict => moves || shared || action == A::Verify,
            Self::Commitments => moves || shared || action == A::Commitments,
            Self::Comparison => moves || shared || matches!(action, A::Compare | A::CopyText),
            Self::Trace => moves || shared || matches!(action, A::Trace | A::PerThousand | A::CopyText),
            Self::Facets => moves || shared || action == A::Facets,
            Self::Styles => moves || shared || action == A::CitationStyle,
            Self::Charts => {
                moves || shared || pages || matches!(action, A::CellLeft | A::CellRight | A::FirstCell | A::LastCell | A::Charts)
            }
            Self::Map => {
                shared
                    || pages
                    || matches!(action, A::Down | A::Up | A::East | A::West | A::Open | A::Back | A::OnlyThis | A::Map)
            }
            _ => false,
        }
    }

    /// What is said when it was open and is no more; nothing for those that end with what was asked of them.
    pub fn closed(self) -> Option<&'static str> {
        match self {
            Self::Searches => Some("The list of saved searches is closed."),
            Self::Verdict => Some("The verdict is closed."),
            Self::Commitments => Some("The commitments are closed."),
            Self::Comparison => Some("The comparison is closed."),
            Self::Trace => Some("The trace is closed."),
            Self::Facets | Self::Styles => Some("The list is closed."),
            Self::Charts => Some("The charts are closed."),
            Self::Map => Some("The map is closed."),
            _ => None,
        }
    }

    /// What is said when it is given up.
    pub fn given_up(self) -> Option<&'static str> {
        match self {
            Self::Find => Some("The find is given up."),
            Self::Note => Some("The note stays as it was."),
            Self::Name => Some("The search is not saved."),
            Self::Group => Some("The marks stay as they were."),
            Self::File => Some("Nothing is written."),
            Self::Palette => Some("The palette is closed."),
            Self::Verify => Some("Nothing is looked for."),
            Self::Phrases => Some("Nothing is traced."),
            Self::Override => Some("The record stays as it is."),
            Self::Search | Self::Searches | Self::Verdict | Self::Commitments | Self::Charts | Self::Map => None,
            Self::Comparison | Self::Trace | Self::Facets | Self::Styles => None,
        }
    }

    /// Where the reader is in it: "Charts, events per year, row 3 of 29".
    pub fn place(self, app: &App) -> String {
        match self {
            Self::Charts => charts::place(app),
            Self::Map => map::place(app),
            _ => dialogs::place(app),
        }
    }

    /// What stands there.
    pub fn here(self, app: &App) -> Vec<String> {
        match self {
            Self::Charts => vec![charts::here(app)],
            Self::Map => Some(map::here(app)).filter(|here| !here.is_empty()).into_iter().collect(),
            list if list.is_list() => dialogs::here(app).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What is told when it opens, before what stands where the reader is.
    pub fn overview(self, app: &App) -> Vec<String> {
        match self {
            Self::Charts => charts::overview(app),
            Self::Map => map::overview(app),
            Self::Searches => dialogs::all(app),
            Self::Verdict => dialogs::verdict(app),
            Self::Commitments => dialogs::commitments(app),
            Self::Comparison => dialogs::comparison(app),
            Self::Trace => dialogs::trace(app),
            Self::Facets => dialogs::offered(app, "The pane can list:"),
            Self::Styles => dialogs::offered(app, "Styles of citations:"),
            _ => Vec::new(),
        }
    }
}

/// Why what was typed could not be taken, if the dialog that is open has refused it.
pub(super) fn refusal(app: &App) -> Option<String> {
    let Mode::Dialog(kind) = app.mode() else { return None };
    if kind == Dialog::Verdict {
        return None; // its warnings are about the text
    }
    let warning = |(look, words): (crate::page::Look, String)| (look == crate::page::Look::Warning).then_some(words);
    app.dialog_remarks(kind).into_iter().find_map(warning)
}

/// What the dialog that is open says where it is empty.
pub(super) fn emptiness(app: &App) -> Option<String> {
    let Mode::Dialog(kind) = app.mode() else { return None };
    app.dialog_remarks(kind).pop().map(|(_, words)| words)
}

/// What can be typed in an overlay.
pub(super) fn can_be_typed(overlay: Overlay, app: &App) -> String {
    let key = |action| app.keymap().hint(action);
    let back = key(Action::Back);
    match overlay {
        Overlay::Searches => format!(
            "A number or a name runs one of them, remove and a number removes it, put back and a number puts it back, {back} closes the list."
        ),
        Overlay::Verdict => format!("A number opens that record, an empty line reads the next one, {back} closes the verdict."),
        Overlay::Commitments => format!(
            "A number opens that record, an empty line reads the next one, list reads them with their numbers, {back} closes the list."
        ),
        Overlay::Comparison => format!(
            "A number opens the record of that row, an empty line reads the next one, list reads them with their numbers, {} copies all, \
             {back} closes the comparison.",
            key(Action::CopyText)
        ),
        Overlay::Trace => format!(
            "A year or a number lists the records of that year, an empty line reads the next one, list reads them, trace asks for other \
             phrases, {back} closes the trace."
        ),
        Overlay::Facets => format!("A number lists that in the pane, {back} closes the list."),
        Overlay::Styles => format!("A number copies the citation in that style, which is remembered, {back} closes the list."),
        Overlay::Charts => format!(
            "An empty line or {down} reads the next row, {left} and {right} go through its cells; a number or a name, as 3 or {name}, \
             goes there; list reads the rows; open lists the events of a cell; {next} goes to the next chart, {back} closes them.",
            down = key(Action::Down),
            left = key(Action::CellLeft),
            right = key(Action::CellRight),
            name = charts::example(app),
            next = key(Action::NextPane),
        ),
        Overlay::Map => format!(
            "A number goes to that place, an empty line or {next} to the next one, list reads them; the name of a country goes to it, {toggle} \
             filters by it, {open} reads its record; {back} closes the map.",
            next = key(Action::NextPane),
            toggle = key(Action::Toggle),
            open = key(Action::Open),
        ),
        _ => asked_for(overlay, app),
    }
}

/// What is to be typed next where words are asked for.
pub(super) fn asked_for(overlay: Overlay, app: &App) -> String {
    let (cancel, erase) = (app.keymap().hint(Action::Cancel), app.keymap().hint(Action::EraseToStart));
    let ends = format!("{cancel} gives up, quit ends the program.");
    if refusal(app).is_some() {
        return format!("Type another name and press Return. {}", capitalise(&ends));
    }
    let record = || app.detail().id().map_or(String::new(), |id| app.archive().title(id, app.language()).to_owned());
    let (what, none) = match overlay {
        Overlay::Verify => {
            return format!("Type a sentence or quotation that may have been said, and press Return. {}", capitalise(&ends));
        }
        Overlay::Phrases => {
            return format!("Type a word or phrase, or several with commas between, and press Return. {}", capitalise(&ends));
        }
        Overlay::Palette => {
            return format!(
                "Type some words of what is to be done, or a number of the list, and press Return. An empty line takes the first \
                 that fits, {ends}"
            );
        }
        Overlay::Name => {
            let spelled = app.query().spell(app.archive());
            return format!(
                "Type a name for the search {spelled} and press Return. An empty line saves it under its own words, {ends}"
            );
        }
        Overlay::Override => {
            let offer = app.dialog_remarks(Dialog::Override).pop().map(|(_, words)| sentence(&words)).unwrap_or_default();
            return format!("{offer} {}", capitalise(&ends));
        }
        Overlay::File => return format!("{} An empty line takes {}, {ends}", file(app), app.dialog().input.value()),
        Overlay::Group => {
            let now = match app.dialog().input.value() {
                "" => "there are none yet".to_owned(),
                words => format!("now “{words}”"),
            };
            return format!(
                "Type the words under which {} is to be marked, with commas between, and press Return; {now}. An empty line leaves them \
                 as they are, {ends}",
                record()
            );
        }
        Overlay::Note => (format!("the note on {}", record()), "there is none yet"),
        Overlay::Find => (format!("what to find in {}", record()), "there is nothing yet"),
        _ => ("the words to search for".to_owned(), "there are none yet"),
    };
    let value = app.input().value();
    let now = if value.is_empty() { none.to_owned() } else { format!("now “{value}”") };
    format!("Type {what} and press Return; {now}. An empty line leaves that as it is, {erase} takes it away, {ends}")
}

/// What is asked of an export: which file, which endings there are, and in which folder a bare name lies.
fn file(app: &App) -> String {
    let (number, noun) = app.listed();
    let folder = std::env::current_dir().map(|folder| clean(&folder.to_string_lossy()).into_owned());
    let folder = folder.map(|folder| format!("; a bare name lies in {folder}")).unwrap_or_default();
    let endings: Vec<String> = OutputFormat::FILES.iter().map(|(ending, ..)| ending.trim_start_matches('.').to_owned()).collect();
    format!(
        "Type the name of a file for {}, with one of the endings {}, and press Return{folder}.",
        count(number, noun),
        join_and(&endings),
    )
}
