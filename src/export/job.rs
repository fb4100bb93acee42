//! Exports as the browser writes them: to a new file, never over another, beside the loop, which goes on meanwhile.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{LeftOut, OutputFormat};
use crate::archive::Id;
use crate::file::at_home;
use crate::record::Language;
use crate::report::{self, DossierFormat, DossierRequest, Inquiry};
use crate::search::{Annotations, Catalogue};
use crate::text;

/// Records to be written to a file.
#[derive(Debug, Clone)]
pub struct Job {
    /// Where the records are.
    pub catalogue: Arc<Catalogue>,
    /// The language of names in pages of text.
    pub language: Language,
    /// What they are written as.
    pub format: OutputFormat,
    /// What one of the records is called: "event".
    pub noun: &'static str,
    /// The records, in the order of the list.
    pub ids: Vec<Id>,
    /// What the reader has added to them, to be written with them.
    pub annotations: Arc<Annotations>,
    /// The question to which they are the answer: a dossier tells it.
    pub inquiry: Inquiry,
    /// The file as typed: a relative path begins at the current directory, `~` and `$HOME` are the home directory.
    pub path: String,
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.catalogue, &other.catalogue)
            && (self.language, self.format, &self.ids, &self.path) == (other.language, other.format, &other.ids, &other.path)
            && (&self.annotations, &self.inquiry) == (&other.annotations, &other.inquiry)
    }
}

impl Eq for Job {}

impl Job {
    /// Writes the records, and says what the format could not hold.
    ///
    /// # Errors
    /// When `out` cannot be written, or a record can no longer be read.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<Vec<LeftOut>> {
        let archive = &self.catalogue.archive;
        let out = &mut archive.whole(out);
        if self.format == OutputFormat::Html {
            let (ids, annotations, language, inquiry) = (&self.ids[..], &*self.annotations, self.language, &self.inquiry);
            report::write(&DossierRequest { archive, ids, annotations, language, inquiry }, DossierFormat::Html, out)?;
            return out.flush().map(|()| Vec::new());
        }
        let left_out = super::write_annotated(archive, &self.ids, self.format, self.language, &self.annotations, out)?;
        out.flush().map(|()| left_out)
    }

    /// What could not be written, with the names of the first three.
    pub fn told(&self, left_out: &LeftOut) -> String {
        left_out.told(&self.catalogue.archive, self.noun, 3)
    }

    /// "34 events", of so many of the records.
    pub fn counted(&self, records: usize) -> String {
        text::count(records, self.noun)
    }
}

/// What was written and where, or why nothing was.
pub type Written = Result<String, String>;

/// Writes one export at a time. Dropping it stops the one that is being written, of which nothing stays.
#[derive(Debug, Default)]
pub struct JobRunner {
    stop: Arc<AtomicBool>,
    running: Option<(JoinHandle<()>, Receiver<Written>)>,
}

/// How long the loop waits for an export: most are written within a frame.
const PATIENCE: Duration = Duration::from_millis(150);

impl JobRunner {
    /// Begins to write; gives what came of it if that is soon known.
    pub fn begin(&mut self, export: &Job) -> Option<Written> {
        if self.running.is_some() {
            return Some(Err("another export is still being written; try again when that is done".to_owned()));
        }
        let (tell, told) = mpsc::channel();
        let (export, stop) = (export.clone(), Arc::clone(&self.stop));
        let thread = std::thread::spawn(move || {
            // Nobody may be there any more to hear of it.
            let _ = tell.send(write(&export, &stop));
        });
        self.running = Some((thread, told));
        self.wait(PATIENCE)
    }

    /// What came of the export that was being written, once it is known.
    pub fn look(&mut self) -> Option<Written> {
        self.wait(Duration::ZERO)
    }

    fn wait(&mut self, patience: Duration) -> Option<Written> {
        let (thread, told) = self.running.take()?;
        match told.recv_timeout(patience) {
            Ok(outcome) => Some(outcome),
            Err(RecvTimeoutError::Timeout) => {
                self.running = Some((thread, told));
                None
            }
            Err(RecvTimeoutError::Disconnected) => {
                Some(Err("the export ended by a fault of the program; nothing can be said of its file".to_owned()))
            }
        }
    }
}

impl Drop for JobRunner {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some((thread, _)) = self.running.take() {
            let _ = thread.join();
        }
    }
}

/// Ends with an error as soon as it is told to stop.
struct Stoppable<'a> {
    file: BufWriter<&'a File>,
    stop: &'a AtomicBool,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes to a file that was not there before, and says what was written and where. Nothing stays of it once `stop` is set.
///
/// # Errors
/// Why it could not be written.
pub fn write(export: &Job, stop: &AtomicBool) -> Written {
    let path = std::path::absolute(at_home(Path::new(&export.path)))
        .map_err(|error| format!("{}: {error}; choose another place", export.path))?;
    let shown = text::clean(&path.to_string_lossy()).into_owned();
    let file = File::create_new(&path).map_err(|error| fault(&path, &shown, &error))?;
    let mut out = Stoppable { file: BufWriter::with_capacity(1 << 16, &file), stop };
    let written = export.write(&mut out).and_then(|left_out| out.flush().map(|()| left_out));
    drop(out);
    let left_out = written.map_err(|error| {
        let _ = fs::remove_file(&path);
        format!("{shown} could not be written: {error}; nothing is left of it")
    })?;
    let (all, out) = (export.ids.len(), left_out.iter().map(|part| part.ids.len()).sum::<usize>());
    let reasons: Vec<String> = left_out.iter().map(|part| export.told(part)).collect();
    if out >= all {
        let _ = fs::remove_file(&path);
        return Err(format!("nothing is written: {}; choose another format", reasons.join("; ")));
    }
    let done = std::iter::once(format!("{} written to {shown}", export.counted(all - out))).chain(reasons);
    Ok(done.collect::<Vec<_>>().join("; "))
}

/// What is wrong with the place, and what to do.
fn fault(path: &Path, shown: &str, error: &io::Error) -> String {
    let folder = path.parent().unwrap_or(path);
    if error.kind() == io::ErrorKind::AlreadyExists {
        return format!("{shown} exists already and stays as it is; choose another name");
    }
    if !folder.is_dir() {
        let folder = folder.to_string_lossy();
        return format!("there is no directory {}; make it first, or choose another place", text::clean(&folder));
    }
    format!("{shown} could not be written: {error}; choose another place")
}
