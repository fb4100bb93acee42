//! Every action in one table: its name, sentence, group and default keys. Dispatch, footer, help and README are made
//! from it.

/// What a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Action {
    Down,
    Up,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    Top,
    Bottom,
    Open,
    Back,
    NextPane,
    PreviousPane,
    Countries,
    Topics,
    Timeline,
    Quotes,
    Outcomes,
    Detail,
    Find,
    NextFound,
    PreviousFound,
    Concordance,
    Verify,
    NextLink,
    PreviousLink,
    HistoryBack,
    HistoryForward,
    Search,
    Searches,
    SaveSearch,
    Remove,
    Toggle,
    OnlyThis,
    NextType,
    PreviousType,
    Facets,
    Commitments,
    WholeTopic,
    ClearFilters,
    FoldYears,
    Sort,
    ReverseSort,
    Charts,
    CellLeft,
    CellRight,
    FirstCell,
    LastCell,
    ChartRows,
    ChartColumns,
    Zoom,
    Map,
    West,
    East,
    Language,
    OpenSource,
    CopyText,
    CopyCitation,
    CopyBibtex,
    CopyAddress,
    CopyId,
    CopyQuote,
    Mark,
    Marks,
    GroupMark,
    Note,
    Notes,
    News,
    Edit,
    Export,
    Palette,
    Help,
    Mouse,
    Suspend,
    Redraw,
    Quit,
    Interrupt,
    Accept,
    Cancel,
    EraseBefore,
    EraseAt,
    EraseWordBefore,
    EraseWordAt,
    EraseToStart,
    EraseToEnd,
    PutBack,
    LeftOne,
    RightOne,
    LeftWord,
    RightWord,
    LineStart,
    LineEnd,
    NewLine,
    NextHit,
    PreviousHit,
    Complete,
    EarlierSearch,
    LaterSearch,
}

/// Where a key means the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere but on the input line.
    Browse,
    /// In the detail pane, before the keys of [`Context::Browse`].
    Detail,
    /// In a list of saved things, before the keys of [`Context::Browse`].
    List,
    /// On the map, before the keys of [`Context::Browse`].
    Map,
    /// In a chart, before the keys of [`Context::Browse`].
    Chart,
    /// On the input line.
    Typing,
}

/// Headings of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Group {
    Moving,
    Panes,
    Narrowing,
    Reading,
    Program,
    Typing,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: [Self; 6] = [Self::Moving, Self::Panes, Self::Narrowing, Self::Reading, Self::Program, Self::Typing];

    /// The heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Panes => "Panes",
            Self::Narrowing => "Searching and filtering",
            Self::Reading => "Reading and copying",
            Self::Program => "Program",
            Self::Typing => "While typing a search or a note",
        }
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct ActionInfo {
    /// The action.
    pub action: Action,
    /// Its name in the configuration.
    pub name: &'static str,
    /// What it does, as the help says it.
    pub sentence: &'static str,
    /// Its heading in the help.
    pub group: Group,
    /// Where its keys apply.
    pub context: Context,
    /// Its default keys, the first being the one that hints show.
    pub keys: &'static [&'static str],
}

const fn row(
    action: Action,
    name: &'static str,
    sentence: &'static str,
    group: Group,
    context: Context,
    keys: &'static [&'static str],
) -> ActionInfo {
    ActionInfo { action, name, sentence, group, context, keys }
}

use Context::{Browse, Chart, Detail, List, Typing};
use Group as G;

/// The table. C-i cannot be had for "forward": terminals send it as Tab.
pub const ACTIONS: &[ActionInfo] = &[
    row(Action::Down, "down", "go down a row or line", G::Moving, Browse, &["j", "Down", "C-n"]),
    row(Action::Up, "up", "go up a row or line", G::Moving, Browse, &["k", "Up", "C-p"]),
    row(Action::HalfPageDown, "half-page-down", "go down half a page", G::Moving, Browse, &["C-d"]),
    row(Action::HalfPageUp, "half-page-up", "go up half a page", G::Moving, Browse, &["C-u"]),
    row(Action::PageDown, "page-down", "go down a page", G::Moving, Browse, &["PgDn", "C-f", "C-v"]),
    row(Action::PageUp, "page-up", "go up a page", G::Moving, Browse, &["PgUp", "C-b", "M-v"]),
    row(Action::Top, "top", "go to the first row or line", G::Moving, Browse, &["g g", "Home", "M-<"]),
    row(Action::Bottom, "bottom", "go to the last row or line", G::Moving, Browse, &["G", "End", "M->"]),
    row(Action::Open, "open", "open the row, or follow the link", G::Moving, Browse, &["Enter", "l", "Right"]),
    row(
        Action::Back,
        "back",
        "go back; close what is on top",
        G::Moving,
        Browse,
        &["Esc", "h", "Left", "C-g", "Backspace", "C-h"],
    ),
    row(Action::NextPane, "next-pane", "go to the next pane", G::Panes, Browse, &["Tab", "C-w w"]),
    row(Action::PreviousPane, "previous-pane", "go to the pane before", G::Panes, Browse, &["S-Tab", "C-w p"]),
    row(Action::Countries, "countries", "go to the countries, or what else the first pane lists", G::Panes, Browse, &["1"]),
    row(Action::Topics, "topics", "go to the topics, or what else the second pane lists", G::Panes, Browse, &["2"]),
    row(Action::Facets, "facets", "choose what the first or second pane lists", G::Panes, Browse, &["f"]),
    row(Action::Timeline, "timeline", "go to the timeline or the results", G::Panes, Browse, &["3"]),
    row(
        Action::Quotes,
        "quotes",
        "go to the quotes of what is selected; there, show its outcomes instead, or its quotes again",
        G::Panes,
        Browse,
        &["4"],
    ),
    row(Action::Outcomes, "outcomes", "go to the outcomes of what is selected", G::Panes, Browse, &["g o"]),
    row(Action::Detail, "detail", "go to the detail", G::Panes, Browse, &["5"]),
    row(Action::Zoom, "zoom", "give the pane the whole screen, or take it back", G::Panes, Browse, &["z"]),
    row(Action::Map, "map", "show the map of countries and places, or close it", G::Panes, Browse, &["M"]),
    row(Action::West, "west", "on the map, go to the country to the west", G::Panes, Context::Map, &["h", "Left", "C-b"]),
    row(Action::East, "east", "on the map, go to the country to the east", G::Panes, Context::Map, &["l", "Right", "C-f"]),
    row(Action::Search, "search", "search everything", G::Narrowing, Browse, &["/", "C-s", "g /"]),
    row(Action::Searches, "searches", "show the saved searches", G::Narrowing, Browse, &["b"]),
    row(Action::SaveSearch, "save-search", "save the present search and filters under a name", G::Narrowing, Browse, &["B"]),
    row(Action::Remove, "remove", "remove a saved search, or put it back", G::Narrowing, List, &["d", "Delete"]),
    row(Action::Concordance, "concordance", "show the results in context, or their titles again", G::Narrowing, Browse, &["K"]),
    row(Action::Verify, "verify", "ask whether a text was said, and what is turned in it", G::Narrowing, Browse, &["V"]),
    row(
        Action::Toggle,
        "toggle",
        "filter by the row’s country, topic or other value, or stop; fold a year",
        G::Narrowing,
        Browse,
        &["Space"],
    ),
    row(Action::OnlyThis, "only-this", "filter by this row’s country or topic only", G::Narrowing, Browse, &["@"]),
    row(Action::NextType, "next-type", "list the next type of record: quotes, outcomes, people …", G::Narrowing, Browse, &["t"]),
    row(Action::PreviousType, "previous-type", "list the type of record before", G::Narrowing, Browse, &["T"]),
    row(
        Action::Commitments,
        "commitments",
        "show who promised what, how much, until when, and what became of it",
        G::Narrowing,
        Browse,
        &["P"],
    ),
    row(
        Action::WholeTopic,
        "whole-topic",
        "ask for the whole topic that a divider of the results names, in place of the words",
        G::Narrowing,
        Browse,
        &["g t"],
    ),
    row(Action::ClearFilters, "clear-filters", "clear search and filters", G::Narrowing, Browse, &["X", "x"]),
    row(Action::FoldYears, "fold-years", "fold or unfold all years", G::Narrowing, Browse, &["Z"]),
    row(
        Action::Sort,
        "sort",
        "sort the list by date, or as it was; places in context by the words beside them, too",
        G::Narrowing,
        Browse,
        &["s"],
    ),
    row(Action::ReverseSort, "reverse-sort", "turn the order by date round", G::Narrowing, Browse, &["S"]),
    row(Action::Charts, "charts", "show charts of what is selected", G::Narrowing, Browse, &["C"]),
    row(Action::CellLeft, "cell-left", "in a chart, go left", G::Narrowing, Chart, &["h", "Left"]),
    row(Action::CellRight, "cell-right", "in a chart, go right", G::Narrowing, Chart, &["l", "Right"]),
    row(Action::FirstCell, "first-cell", "in a chart, go to the left end", G::Narrowing, Chart, &["0", "^"]),
    row(Action::LastCell, "last-cell", "in a chart, go to the right end", G::Narrowing, Chart, &["$"]),
    row(Action::ChartRows, "chart-rows", "in a chart of any two, take something else for the rows", G::Narrowing, Chart, &["r"]),
    row(Action::ChartColumns, "chart-columns", "likewise for the columns", G::Narrowing, Chart, &["c"]),
    row(Action::Find, "find", "find in the record shown (in the detail)", G::Reading, Detail, &["/", "C-s"]),
    row(Action::NextFound, "next-found", "go to the next place lit; if none is, to the next link", G::Reading, Detail, &["n"]),
    row(Action::PreviousFound, "previous-found", "go to the place lit before, or the link", G::Reading, Detail, &["N"]),
    row(Action::NextLink, "next-link", "go to the next link", G::Reading, Detail, &["Tab"]),
    row(Action::PreviousLink, "previous-link", "go to the link before", G::Reading, Detail, &["S-Tab"]),
    row(Action::HistoryBack, "history-back", "go back to the record before", G::Reading, Browse, &["C-o", "M-Left"]),
    row(Action::HistoryForward, "history-forward", "go forward again", G::Reading, Browse, &["M-Right"]),
    row(Action::OpenSource, "open-source", "open a source, or the link’s address, in a web browser", G::Reading, Browse, &["o"]),
    row(Action::CopyText, "copy-text", "copy the record’s text", G::Reading, Browse, &["y y", "M-w"]),
    row(Action::CopyCitation, "copy-citation", "copy a citation (Chicago)", G::Reading, Browse, &["y c"]),
    row(Action::CopyBibtex, "copy-bibtex", "copy a citation as BibTeX", G::Reading, Browse, &["y b"]),
    row(Action::CopyAddress, "copy-address", "copy the source’s address", G::Reading, Browse, &["y u"]),
    row(Action::CopyId, "copy-id", "copy the record’s id", G::Reading, Browse, &["y i"]),
    row(Action::CopyQuote, "copy-quote", "copy the words of a quote and who said them", G::Reading, Browse, &["y q"]),
    row(Action::Mark, "mark", "mark the record, or take its mark away", G::Reading, Browse, &["m"]),
    row(Action::Marks, "marks", "show everything marked", G::Reading, Browse, &["'"]),
    row(Action::GroupMark, "group-mark", "mark the record under words of your own, for mark:word", G::Reading, Browse, &["g m"]),
    row(Action::Note, "note", "write a note on the record, or change it", G::Reading, Browse, &["a"]),
    row(Action::Notes, "notes", "show everything with a note of yours", G::Reading, Browse, &["N", "g n"]),
    row(Action::News, "news", "show what is new or changed since your last visit", G::Reading, Browse, &["g w"]),
    row(Action::Edit, "edit", "edit the record in your editor, at its line in its file", G::Reading, Browse, &["E"]),
    row(Action::Export, "export", "export what is shown to a file", G::Reading, Browse, &["e"]),
    row(Action::Language, "language", "show names in English, Japanese, Russian", G::Reading, Browse, &["L"]),
    row(Action::Palette, "palette", "find an action by typing, and carry it out", G::Program, Browse, &[":", "M-x"]),
    row(Action::Help, "help", "show what the signs mean, the keys, and the query language", G::Program, Browse, &["?", "F1"]),
    row(Action::Mouse, "mouse", "use the mouse here, or leave it to the terminal", G::Program, Browse, &["F6"]),
    row(Action::Redraw, "redraw", "draw the screen anew", G::Program, Browse, &["C-l"]),
    row(Action::Suspend, "suspend", "suspend the program; fg brings it back", G::Program, Browse, &["C-z"]),
    row(Action::Quit, "quit", "quit", G::Program, Browse, &["q"]),
    row(Action::Interrupt, "interrupt", "quit at once, from anywhere", G::Program, Browse, &["C-c"]),
    row(Action::Accept, "accept", "go to the results; keep what is typed", G::Typing, Typing, &["Enter", "C-m"]),
    row(Action::Cancel, "cancel", "give up what is typed and return", G::Typing, Typing, &["Esc", "C-g"]),
    row(Action::NewLine, "new-line", "in a note, begin a new line", G::Typing, Typing, &["M-Enter", "C-j"]),
    row(Action::NextHit, "next-hit", "go to the next hit", G::Typing, Typing, &["Down", "C-n"]),
    row(Action::PreviousHit, "previous-hit", "go to the hit before", G::Typing, Typing, &["Up", "C-p"]),
    row(
        Action::Complete,
        "complete",
        "complete a field or its value; with nothing typed, list the fields",
        G::Typing,
        Typing,
        &["Tab"],
    ),
    row(Action::EarlierSearch, "earlier-search", "take the search before", G::Typing, Typing, &["M-p"]),
    row(Action::LaterSearch, "later-search", "take the search after", G::Typing, Typing, &["M-n"]),
    row(Action::EraseBefore, "erase-before", "erase the character before", G::Typing, Typing, &["Backspace", "C-h"]),
    row(Action::EraseAt, "erase-at", "erase the character here", G::Typing, Typing, &["Delete", "C-d"]),
    row(Action::EraseWordBefore, "erase-word-before", "erase the word before", G::Typing, Typing, &["C-w", "M-Backspace"]),
    row(Action::EraseWordAt, "erase-word-at", "erase the word here", G::Typing, Typing, &["M-d"]),
    row(Action::EraseToStart, "erase-to-start", "erase to the start", G::Typing, Typing, &["C-u"]),
    row(Action::EraseToEnd, "erase-to-end", "erase to the end", G::Typing, Typing, &["C-k"]),
    row(Action::PutBack, "put-back", "put back what was erased", G::Typing, Typing, &["C-y"]),
    row(Action::LeftOne, "left", "go left", G::Typing, Typing, &["Left", "C-b"]),
    row(Action::RightOne, "right", "go right", G::Typing, Typing, &["Right", "C-f"]),
    row(Action::LeftWord, "word-left", "go left a word", G::Typing, Typing, &["M-b", "C-Left"]),
    row(Action::RightWord, "word-right", "go right a word", G::Typing, Typing, &["M-f", "C-Right"]),
    row(Action::LineStart, "line-start", "go to the start", G::Typing, Typing, &["C-a", "Home"]),
    row(Action::LineEnd, "line-end", "go to the end", G::Typing, Typing, &["C-e", "End"]),
];
