//! What the user keeps: marks, notes, saved searches, the last session. Readable JSON in a directory that the caller names;
//! written whole or not at all, by one instance at a time, and never thrown away, even when it cannot be read.

mod change;
mod file;
mod store;
mod visits;

pub use change::{Change, Kept};
pub use store::{OnDisk, ShelfStore, WAITING};
pub use visits::{Visit, Visits};

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use file::Folder;

/// The version of the files that this program writes.
pub const VERSION: u32 = 1;

/// How long another instance is waited for; a write takes milliseconds.
pub const PATIENCE: Duration = Duration::from_secs(3);

/// Searches that are remembered; the oldest go first.
pub const SEARCHES: usize = 100;

/// Why the shelf could not be read or written.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ShelfError {
    #[error("{path}: {reason}; what you keep stays as it was")]
    Io { path: PathBuf, reason: String },
    #[error("{path} was written by a newer version of the program; it is left as it is: update the program to use it")]
    Newer { path: PathBuf },
    #[error("another instance is writing to {path} and does not come to an end; try again, or end that instance")]
    Busy { path: PathBuf },
}

/// Marks, notes and saved searches, as in `shelf.json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Contents {
    /// Ids of marked records.
    #[serde(default)]
    pub marks: BTreeSet<String>,
    /// Ids of marked records by the words under which they are marked. One that is not among the marks does not count.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, BTreeSet<String>>,
    /// Notes by the id of their record; they may have several lines.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// Saved searches: queries by name.
    #[serde(default)]
    pub searches: BTreeMap<String, String>,
}

/// Where the reader was, as in `session.json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The search text.
    #[serde(default)]
    pub query: String,
    /// Ids of the countries filtered by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Ids of the topics filtered by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Names of what the first two panes list, where the reader chose it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<String>,
    /// Other conditions chosen in panes, as a query writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<String>,
    /// Name of the type of records that was listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<String>,
    /// Id of the selected record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// Name of the pane that had the focus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<String>,
    /// Whether that pane had the whole screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub zoomed: bool,
    /// The last searches, the newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<String>,
    /// Name of the style in which citations are copied, where the reader chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
}

/// A file of the shelf.
#[derive(Serialize, Deserialize)]
struct Stored<T> {
    version: u32,
    #[serde(flatten)]
    contents: T,
    /// Fields of which this version knows nothing, kept as they are.
    #[serde(flatten)]
    other: Map<String, Value>,
}

/// What can be kept in a file of the shelf.
trait FileContents: Default + Serialize + for<'de> Deserialize<'de> {
    const NAME: &'static str;
    /// Visits every text that may be shown.
    fn texts(&mut self, clean: &dyn Fn(&str) -> String);
}

fn clean_map(map: &mut BTreeMap<String, String>, clean: &dyn Fn(&str) -> String) {
    *map = std::mem::take(map).iter().map(|(key, value)| (clean(key), clean(value))).collect();
}

impl FileContents for Contents {
    const NAME: &'static str = "shelf";

    fn texts(&mut self, clean: &dyn Fn(&str) -> String) {
        let cleaned = |ids: &BTreeSet<String>| ids.iter().map(|id| clean(id)).collect();
        self.marks = cleaned(&self.marks);
        self.groups = std::mem::take(&mut self.groups).iter().map(|(word, ids)| (clean(word), cleaned(ids))).collect();
        clean_map(&mut self.notes, clean);
        clean_map(&mut self.searches, clean);
    }
}

impl FileContents for Visits {
    const NAME: &'static str = "visits";

    fn texts(&mut self, clean: &dyn Fn(&str) -> String) {
        self.packs = std::mem::take(&mut self.packs).into_iter().map(|(name, visit)| (clean(&name), visit)).collect();
    }
}

impl FileContents for Session {
    const NAME: &'static str = "session";

    fn texts(&mut self, clean: &dyn Fn(&str) -> String) {
        self.query = clean(&self.query);
        self.countries.iter_mut().chain(&mut self.topics).chain(&mut self.searches).for_each(|id| *id = clean(id));
        for text in [&mut self.listed, &mut self.record, &mut self.focus] {
            *text = text.as_deref().map(clean);
        }
    }
}

/// What was read, and where a damaged file was put, in a sentence for the user.
#[derive(Debug)]
pub struct Read<T> {
    /// What is kept now; nothing if the file was damaged.
    pub contents: T,
    /// That the file was damaged, and where it lies now.
    pub warning: Option<String>,
}

/// The files in their directory. Holds nothing open: every call reads or writes anew, so two instances see each other's work.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: Folder,
}

impl Shelf {
    /// The shelf in `directory`, which is made when something is first kept.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { folder: Folder::new(directory.into()) }
    }

    /// The directory.
    pub fn directory(&self) -> &Path {
        self.folder.path()
    }

    /// Reads marks, notes and searches. A damaged file is set aside under another name, with a warning.
    ///
    /// # Errors
    /// When it cannot be read, or comes from a newer version.
    pub fn read(&self) -> Result<Read<Contents>, ShelfError> {
        self.folder.read()
    }

    /// Reads what is kept now, lets `edit` change it, and writes it back, all under a lock: what another instance has kept in
    /// the meantime stays. Gives the contents as written.
    ///
    /// # Errors
    /// When it cannot be read or written, then nothing has changed; or another instance holds the lock longer than
    /// [`PATIENCE`].
    pub fn change(&self, edit: impl FnOnce(&mut Contents)) -> Result<Read<Contents>, ShelfError> {
        self.change_until(Instant::now() + PATIENCE, edit)
    }

    /// As [`Self::change`], waiting for another instance until then.
    ///
    /// # Errors
    /// As [`Self::change`].
    pub fn change_until(&self, until: Instant, edit: impl FnOnce(&mut Contents)) -> Result<Read<Contents>, ShelfError> {
        self.folder.change(until, edit)
    }

    /// Reads where the reader was.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn session(&self) -> Result<Read<Session>, ShelfError> {
        self.folder.read()
    }

    /// Reads how packs were left.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn visits(&self) -> Result<Read<Visits>, ShelfError> {
        self.folder.read()
    }

    /// Keeps how packs are left by an instance that found them as `before` has it, waiting for another instance until then.
    ///
    /// # Errors
    /// As [`Self::change`].
    pub fn keep_visits(&self, before: &Visits, now: &Visits, until: Instant) -> Result<(), ShelfError> {
        self.folder.change(until, |kept: &mut Visits| kept.leave(before, now)).map(|_| ())
    }

    /// Keeps where the reader is, waiting for another instance until then; of two instances the one that ends last is
    /// remembered, and the searches of both.
    ///
    /// # Errors
    /// As [`Self::change`].
    pub fn keep_session(&self, session: Session, until: Instant) -> Result<(), ShelfError> {
        let merge = |kept: &mut Session| {
            let mut searches = std::mem::take(&mut kept.searches);
            searches.retain(|search| !session.searches.contains(search));
            searches.extend(session.searches.iter().cloned());
            searches.drain(..searches.len().saturating_sub(SEARCHES));
            *kept = Session { searches, ..session };
        };
        self.folder.change(until, merge).map(|_| ())
    }
}
