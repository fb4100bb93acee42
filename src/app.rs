//! The state of the browser, and how actions change it. Pure: no terminal, no clock, no files. [`App::update`] returns
//! what is to be done outside as an [`Effect`].

mod asking;
mod charts;
mod completion;
mod concordance;
mod cursor;
mod density;
mod detail;
mod dialog;
mod exporting;
mod find_in_record;
mod highlighter;
mod highlights;
mod history;
mod map;
mod marks;
mod mouse;
mod moving;
mod narrowing;
mod noting;
mod numbered;
mod palette;
mod pressing;
mod recall;
mod reload;
mod rows;
mod saved;
mod search_line;
mod sizes;
mod sorting;
mod status;
mod taking;
mod update;

pub use asking::{Answer, Question};
pub use charts::{Axis, Chart, Charts, Heading};
pub use concordance::Concordance;
pub use cursor::Cursor;
pub use density::Density;
pub use detail::{Detail, Joint, TextRun, WrappedLine};
pub use dialog::{Choice, Dialog, Entry};
pub use highlighter::DetailHighlighter;
pub use highlights::{FindTarget, Highlights};
pub use map::MapPlace;
pub use mouse::{Gesture, Pointed};
pub use numbered::Position;
pub use palette::{fits, fits_words};
pub use rows::{QuoteScope, Row};
pub use sizes::{QUOTE_LINES, Size, Sizes};
pub use status::{NUMBERS, SIGNS, STALE, StatusLine};
pub use taking::Clip;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use tui_input::Input;

use crate::archive::{Archive, Id};
use crate::export::Job;
use crate::keys::{Key, Keymap};
use crate::query::Query;
use crate::record::{Language, RecordType, Status};
use crate::search::{Catalogue, Progress};
use crate::shelf::{Change, Contents};
use crate::view::View;
use find_in_record::FindLine;
use history::{History, HistoryEntry};

/// The pane that keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Focus {
    Countries,
    Topics,
    /// The timeline, or the results while the query has words.
    Timeline,
    Quotes,
    Detail,
}

impl Focus {
    /// The panes in the order of their numbers.
    pub const ALL: [Self; 5] = [Self::Countries, Self::Topics, Self::Timeline, Self::Quotes, Self::Detail];

    /// The pane's name, as it is kept for the next session.
    pub(in crate::app) const fn name(self) -> &'static str {
        match self {
            Self::Countries => "countries",
            Self::Topics => "topics",
            Self::Timeline => "timeline",
            Self::Quotes => "quotes",
            Self::Detail => "detail",
        }
    }
}

/// What is on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The panes.
    Browse,
    /// The input line of the search.
    Search,
    /// The input line of a note on the record in the detail.
    Note,
    /// The charts.
    Charts,
    /// The input line of a find in the record in the detail.
    Find,
    /// The keys, scrolled down by so many lines.
    Help(usize),
    /// A list to choose from, or a question.
    Dialog(Dialog),
    /// The map.
    Map,
}

/// What an action asks the world for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Effect {
    None,
    Quit,
    Interrupt,
    Suspend,
    Redraw,
    /// To the clipboard.
    Copy(Clip),
    /// In a web browser.
    Open(String),
    /// On the shelf.
    Keep(Change),
    /// To a file.
    Export(Job),
    /// Takes the mouse from the terminal, or gives it back.
    Mouse(bool),
}

/// How the browser ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// By the reader's wish.
    Quit,
    /// By Ctrl-C.
    Interrupted,
    /// By a signal of this number, or because the terminal went away (0).
    Stopped(usize),
}

/// Everything that the screen shows.
#[derive(Debug)]
pub struct App {
    catalogue: Arc<Catalogue>,
    keymap: Keymap,
    pressed: Vec<Key>,
    query: Query,
    view: View,
    focus: Focus,
    mode: Mode,
    zoomed: bool,
    language: Language,
    countries: Cursor,
    topics: Cursor,
    timeline: Cursor,
    quotes: Cursor,
    rows: Vec<Row>,
    folded: BTreeSet<i32>,
    quote_ids: Vec<Id>,
    quote_scope: QuoteScope,
    /// Of what, filtered how, in an archive of how many records the quotes were listed last.
    quotes_for: Option<rows::QuotesFor>,
    /// The record whose belongings the quotes pane shows.
    anchor: Option<Id>,
    detail: Detail,
    input: Input,
    noting: noting::Noting,
    finding: FindLine,
    concordance: Option<Concordance>,
    before_search: Option<(Query, HistoryEntry)>,
    history: History,
    message: Option<String>,
    kept: Contents,
    /// Changes that are under way.
    pending: Vec<Change>,
    marked: HashSet<Id>,
    noted: HashSet<Id>,
    stale: bool,
    dialog: dialog::DialogState,
    help: palette::HelpFilter,
    recall: recall::Recall,
    completion: Option<completion::Stepping>,
    map: map::Map,
    /// How many questions have been asked.
    questions: u64,
    waiting: Option<asking::Waiting>,
    progress: Option<Progress>,
    charts: Charts,
    density: Density,
    mouse: bool,
    /// Where files land that are named without a directory.
    directory: String,
    sizes: Sizes,
}

impl App {
    /// The browser on `catalogue`, opened with `query`.
    pub fn new(catalogue: Arc<Catalogue>, keymap: Keymap, query: Query, language: Language) -> Self {
        let view = View::new(&catalogue, &query);
        let input = Input::new(query.text.clone());
        let mut app = Self {
            catalogue,
            keymap,
            pressed: Vec::new(),
            query,
            view,
            focus: Focus::Timeline,
            mode: Mode::Browse,
            zoomed: false,
            language,
            countries: Cursor::default(),
            topics: Cursor::default(),
            timeline: Cursor::default(),
            quotes: Cursor::default(),
            rows: Vec::new(),
            folded: BTreeSet::new(),
            quote_ids: Vec::new(),
            quote_scope: QuoteScope::Everything,
            quotes_for: None,
            anchor: None,
            detail: Detail::default(),
            input,
            noting: noting::Noting::default(),
            finding: FindLine::default(),
            concordance: None,
            before_search: None,
            history: History::default(),
            message: None,
            kept: Contents::default(),
            pending: Vec::new(),
            marked: HashSet::new(),
            noted: HashSet::new(),
            stale: false,
            dialog: dialog::DialogState::default(),
            help: palette::HelpFilter::default(),
            recall: recall::Recall::default(),
            completion: None,
            map: map::Map::default(),
            questions: 0,
            waiting: None,
            progress: None,
            charts: Charts::default(),
            density: Density::default(),
            mouse: false,
            directory: String::new(),
            sizes: Sizes::default(),
        };
        app.make_rows();
        app.count_years();
        app.timeline.select(app.first_row());
        app.follow();
        app
    }

    /// The row to begin on: the best hit, or the newest event of a numbered series that has taken place.
    fn first_row(&self) -> usize {
        let begins = |row: &Row| match row {
            Row::Record(id) => {
                let numbered = |e: &crate::record::Event| e.status == Status::Held && e.ordinal.is_some();
                // Others are not read for this.
                self.view.hits.is_some() || self.archive().is_numbered(*id) && self.archive().event(*id).is_some_and(numbered)
            }
            _ => false,
        };
        let record = |row: &Row| matches!(row, Row::Record(_));
        self.rows.iter().position(begins).or_else(|| self.rows.iter().position(record)).unwrap_or(0)
    }

    /// Takes the sizes that the layout gives; cursors scroll into view, the detail wraps anew.
    pub fn fit(&mut self, sizes: Sizes) {
        self.sizes = sizes;
        self.countries.fit(self.view.countries.len(), sizes.countries.height);
        self.topics.fit(self.view.topics.len(), sizes.topics.height);
        self.timeline.fit(self.rows.len(), sizes.timeline.height);
        self.quotes.fit(self.listed_quotes().len(), sizes.quotes.height / self.quote_lines());
        self.dialog.cursor.fit(self.dialog.found.len(), sizes.dialog);
        self.annotate();
        self.detail.fit(sizes.detail);
        self.fit_map();
        self.fit_charts(sizes.charts, sizes.upright);
        self.find_again();
    }

    /// The records.
    pub fn archive(&self) -> &Archive {
        &self.catalogue.archive
    }

    /// The records with what makes them searchable.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The live keys.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// What is asked.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What is selected.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The pane that keys act on.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// What is on top.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether letters are typed, on whichever input line.
    pub fn is_typing(&self) -> bool {
        match self.mode {
            Mode::Search | Mode::Note | Mode::Find => true,
            Mode::Dialog(kind) => kind.is_typing(),
            Mode::Help(_) => self.help.typing,
            Mode::Browse | Mode::Map | Mode::Charts => false,
        }
    }

    /// Whether the focused pane has the whole screen.
    pub fn is_zoomed(&self) -> bool {
        self.zoomed
    }

    /// The language of names.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The cursor of a list pane.
    pub fn cursor(&self, focus: Focus) -> Cursor {
        match focus {
            Focus::Countries => self.countries,
            Focus::Topics => self.topics,
            Focus::Timeline | Focus::Detail => self.timeline,
            Focus::Quotes => self.quotes,
        }
    }

    /// The rows of the timeline or of the results.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The quotes shown, and of what they are.
    pub fn quotes(&self) -> (&[Id], QuoteScope) {
        (self.listed_quotes(), self.quote_scope)
    }

    /// The record in full.
    pub fn detail(&self) -> &Detail {
        &self.detail
    }

    /// The input line: of the note or the find while one is written, else of the search.
    pub fn input(&self) -> &Input {
        match self.mode {
            Mode::Note => &self.noting.input,
            Mode::Find => self.finding.input(),
            _ => &self.input,
        }
    }

    /// The last message, if it still stands.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// How many events and quotes the archive has.
    pub fn totals(&self) -> (usize, usize) {
        (self.archive().of_type(RecordType::Event).len(), self.archive().of_type(RecordType::Quote).len())
    }

    /// How many records stand in the results, if the query has words.
    pub fn hit_count(&self) -> Option<usize> {
        self.view.hits.as_ref().map(|hits| hits.total)
    }
}
