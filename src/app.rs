//! The state of the browser, and how actions change it. Pure: no terminal, no clock, no files. [`App::update`] returns
//! what is to be done outside as an [`Effect`].

mod asking;
mod beside;
mod charts;
mod commitments;
mod comparing;
mod completion;
mod concordance;
mod cursor;
mod density;
mod detail;
mod dialog;
mod dialogs;
mod editing;
mod exporting;
mod find_in_record;
mod help;
mod highlighter;
mod highlights;
mod history;
mod key_sequence;
mod line;
mod lists;
mod map;
mod marks;
mod modes;
mod mouse;
mod narrowing;
mod navigation;
mod noting;
mod numbered;
mod packs;
mod palette;
mod picking;
mod reading;
mod recall;
mod rows;
mod saved;
mod screen;
mod search_line;
mod session;
mod shelved;
mod sorting;
mod status;
mod taking;
mod tracing;
mod types;
mod verifying;
mod visit;

pub use asking::{Answer, Question};
pub use beside::{Beside, QuoteScope};
pub use charts::{Axis, Chart, Charts, Heading};
pub use comparing::ComparisonSheet;
pub use concordance::Concordance;
pub use cursor::Cursor;
pub use density::Density;
pub use detail::Detail;
pub use dialog::{Choice, Dialog, DialogState, Entry};
pub use editing::{EditRequest, Unfiled};
pub use highlighter::DetailHighlighter;
pub use highlights::{FindTarget, Highlights};
pub use line::{Joint, TextRun, WrappedLine};
pub use map::{MapPlace, MapTally};
pub use mouse::{Gesture, Pointed};
pub use numbered::Position;
pub use palette::{fits, fits_words};
pub use rows::{Row, UNDATED};
pub use screen::{QUOTE_LINES, Size, Sizes};
pub use shelved::annotations;
pub use status::{BLOCKS, NUMBERS, SIGNS, STALE, StatusLine};
pub use taking::Clip;
pub use tracing::TraceTable;
pub use types::{TypeCount, heading, type_named};

use std::sync::Arc;

use crate::archive::Archive;
use crate::export::Job;
use crate::keys::{Key, Keymap};
use crate::query::Query;
use crate::record::{Language, RecordType};
use crate::search::Catalogue;
use crate::shelf::Change;
use crate::view::View;
use asking::Asking;
use dialogs::Dialogs;
use lists::Lists;
use map::Map;
use packs::PackState;
use picking::Picking;
use reading::ReadingState;
use screen::ScreenState;
use shelved::Shelved;

/// The pane that keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Focus {
    /// The first facet: countries, where the archive has them.
    Countries,
    /// The second: topics, where it has them.
    Topics,
    /// The timeline, or the results while the query has words.
    Timeline,
    Quotes,
    Detail,
}

impl Focus {
    /// The panes in the order of their numbers.
    pub const ALL: [Self; 5] = [Self::Countries, Self::Topics, Self::Timeline, Self::Quotes, Self::Detail];

    /// Which of the panes of a facet it is.
    pub const fn facet_pane(self) -> Option<usize> {
        match self {
            Self::Countries => Some(0),
            Self::Topics => Some(1),
            Self::Timeline | Self::Quotes | Self::Detail => None,
        }
    }

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
    /// In the reader's text editor.
    Edit(EditRequest),
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

/// Everything that the screen shows: the records, the query with what it selects, and the state of each concern.
#[derive(Debug)]
pub struct App {
    catalogue: Arc<Catalogue>,
    packs: PackState,
    keymap: Keymap,
    /// Keys of a sequence not yet complete.
    pressed: Vec<Key>,
    language: Language,
    query: Query,
    view: View,
    mode: Mode,
    focus: Focus,
    message: Option<String>,
    screen: ScreenState,
    lists: Lists,
    reading: ReadingState,
    asking: Asking,
    dialogs: Dialogs,
    charts: Charts,
    map: Map,
    shelf: Shelved,
    /// While records are to be picked.
    picking: Option<Picking>,
    /// Where files land that are named without a directory.
    directory: String,
}

impl App {
    /// The browser on `catalogue`, opened with `query`.
    pub fn new(catalogue: Arc<Catalogue>, keymap: Keymap, query: Query, language: Language) -> Self {
        let mut app = Self {
            view: View::new(&catalogue, &query),
            asking: Asking::new(&query),
            catalogue,
            packs: PackState::default(),
            keymap,
            pressed: Vec::new(),
            language,
            query,
            mode: Mode::Browse,
            focus: Focus::Timeline,
            message: None,
            screen: ScreenState::default(),
            lists: Lists::default(),
            reading: ReadingState::default(),
            dialogs: Dialogs::default(),
            charts: Charts::default(),
            map: Map::default(),
            shelf: Shelved::default(),
            picking: None,
            directory: String::new(),
        };
        app.renew_lists();
        app.lists.timeline.select(app.first_row());
        app.settle();
        app
    }

    /// Brings everything in step that follows from something else: the detail and the quotes with the cursor, cursors and
    /// scrolling with the sizes of their panes, counts with the view. Called at the end of whatever changes the state from
    /// outside; what is in step already costs next to nothing.
    fn settle(&mut self) {
        self.list_more();
        self.follow();
        self.list_quotes();
        self.fit_comparison();
        self.fit_lists();
        self.fit_detail();
        self.fit_map();
        self.fit_charts();
    }

    /// Takes the sizes that the layout gives; cursors scroll into view, the detail wraps anew.
    pub fn fit(&mut self, sizes: Sizes) {
        self.screen.sizes = sizes;
        self.settle();
    }

    /// Shows a message until the next key.
    pub fn say(&mut self, message: impl Into<String>) {
        self.message = Some(message.into());
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
            Mode::Help(_) => self.dialogs.help.typing,
            Mode::Browse | Mode::Map | Mode::Charts => false,
        }
    }

    /// The language of names.
    pub fn language(&self) -> Language {
        self.language
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
        self.view.hits.as_ref().map(|hits| hits.counts.counted())
    }
}
