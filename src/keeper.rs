//! The shelf as both shells of the browser use it: what cannot be kept becomes a message, never an end.

use crate::app::Change;
use crate::shelf::{Contents, Read, Session, Shelf, ShelfError};

/// The shelf, if the platform has a place for it.
#[derive(Debug)]
pub struct Keeper {
    shelf: Option<Shelf>,
}

/// What was kept when the browser started.
#[derive(Debug, Default)]
pub struct Found {
    /// Marks and the rest.
    pub contents: Contents,
    /// Where the last session ended, unless it cannot be read.
    pub session: Option<Session>,
    /// What is wrong with the files, in sentences for the reader.
    pub remark: Option<String>,
}

const NOWHERE: &str = "this system names no directory for what you keep; set XDG_DATA_HOME to one";

impl Keeper {
    /// Keeps on `shelf`; without one everything is refused with a word.
    pub fn new(shelf: Option<Shelf>) -> Self {
        Self { shelf }
    }

    /// Reads what is kept. A file that cannot be used is told of.
    pub fn find(&self) -> Found {
        let Some(files) = &self.shelf else { return Found::default() };
        let mut remarks = Vec::new();
        let contents = noting(files.read(), &mut remarks).unwrap_or_default();
        let session = noting(files.session(), &mut remarks);
        Found { contents, session, remark: (!remarks.is_empty()).then(|| remarks.join("; ")) }
    }

    /// Makes a change on the shelf; gives what stands there then.
    ///
    /// # Errors
    /// A sentence for the reader that says why nothing was changed.
    pub fn change(&self, change: &Change) -> Result<Read<Contents>, String> {
        let files = self.shelf.as_ref().ok_or(NOWHERE)?;
        let kept = if *change == Change::Look { files.read() } else { files.change(|contents| change.apply(contents)) };
        kept.map_err(|error| error.to_string())
    }

    /// Keeps where the reader is. Gives the reason when it cannot be kept.
    pub fn keep_session(&self, session: Session) -> Option<String> {
        self.shelf.as_ref()?.keep_session(session).err().map(|error| error.to_string())
    }
}

fn noting<T>(read: Result<Read<T>, ShelfError>, remarks: &mut Vec<String>) -> Option<T> {
    match read {
        Ok(read) => {
            remarks.extend(read.warning);
            Some(read.contents)
        }
        Err(error) => {
            remarks.push(error.to_string());
            None
        }
    }
}
