//! Packs that the reader edits: their files are looked at now and then, and read again when they have changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use crate::archive::{Base, Diagnostic, load};
use crate::query::Catalogue;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_millis(700);
/// How long they must stay as they are before they are read: a program may still be writing.
const SETTLE: Duration = Duration::from_millis(100);

/// Time of the last change and length, by file.
type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// What has become of the packs.
#[derive(Debug, Clone)]
pub enum News {
    /// They have changed: the records now, and what was left out of them.
    Reloaded(Arc<Catalogue>, Option<String>),
    /// They have changed into something that cannot be read, for this reason.
    Broken(String),
}

/// The packs named by the reader, and how their files were when they were last read.
#[derive(Debug)]
pub struct Watch {
    base: Base,
    paths: Vec<PathBuf>,
    read: Stamps,
    seen: Option<Stamps>,
    looked: Instant,
}

impl Watch {
    /// Watches the packs at `paths`, which have not been read yet: a change while they are read is not lost.
    pub fn new(base: Base, paths: Vec<PathBuf>) -> Self {
        let read = stamps(&paths);
        Self { base, paths, read, seen: None, looked: Instant::now() }
    }

    /// What has become of the packs, if it is time to look and they have changed.
    pub fn look(&mut self) -> Option<Reading> {
        let pause = if self.seen.is_some() { SETTLE } else { LOOK };
        if self.paths.is_empty() || self.looked.elapsed() < pause {
            return None;
        }
        let now = stamps(&self.paths);
        self.looked = Instant::now();
        if now == self.read {
            self.seen = None;
            return None;
        }
        if self.seen.as_ref() != Some(&now) {
            self.seen = Some(now);
            return None;
        }
        self.seen = None;
        self.read = now;
        Some(Reading { base: self.base, paths: self.paths.clone() })
    }

    /// What has become of the packs up to now, for a program that looks only when it is spoken to. A file that is being
    /// written is waited for.
    pub fn look_now(&mut self) -> Option<Reading> {
        self.looked = Instant::now().checked_sub(LOOK)?;
        self.look().or_else(|| {
            self.seen.as_ref()?;
            std::thread::sleep(SETTLE);
            self.look()
        })
    }
}

/// Packs to be read again, which may take a while.
#[derive(Debug)]
pub struct Reading {
    base: Base,
    paths: Vec<PathBuf>,
}

impl Reading {
    /// Reads them: the records, or why they cannot be had.
    pub fn read(self) -> News {
        match load(self.base, &self.paths) {
            Ok(loaded) => {
                let (catalogue, told) = Catalogue::new(loaded.archive).complete(loaded.volumes);
                catalogue.index();
                let catalogue = Arc::new(catalogue);
                let left_out = loaded.diagnostics.iter().chain(&told).find(|diagnostic| diagnostic.is_error());
                News::Reloaded(catalogue, left_out.map(|diagnostic| format!("{}; it is left out", place(diagnostic))))
            }
            Err(faults) => News::Broken(faults.first().map_or_else(|| "the packs cannot be read".to_owned(), place)),
        }
    }
}

/// "my-pack/events.json, line 3: a comma is missing".
fn place(diagnostic: &Diagnostic) -> String {
    let path = Path::new(&diagnostic.file);
    // The end of a path tells files apart, and a line of the screen is short.
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let name = parts[parts.len().saturating_sub(2)..].join("/");
    let line = diagnostic.line.map(|line| format!(", line {line}")).unwrap_or_default();
    format!("{name}{line}: {}", diagnostic.message)
}

fn stamps(paths: &[PathBuf]) -> Stamps {
    let mut stamps = Stamps::new();
    for path in paths {
        let inside = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
        for file in inside.chain([path.clone()]) {
            let metadata = std::fs::metadata(&file).ok();
            stamps.insert(file, metadata.and_then(|data| Some((data.modified().ok()?, data.len()))));
        }
    }
    stamps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_once_and_only_when_it_has_settled() {
        let folder = tempfile::tempdir().expect("a directory");
        let pack = folder.path().join("mine.jsonl");
        let line = |id: &str| format!("{{\"type\":\"topic\",\"id\":\"{id}\",\"name\":\"A topic\"}}\n");
        std::fs::write(&pack, line("one")).expect("written");
        let mut watch = Watch::new(Base::Nothing, vec![pack.clone()]);
        let mut look = || {
            watch.looked = Instant::now().checked_sub(LOOK).expect("a clock that has run for a second");
            watch.look()
        };
        assert!(look().is_none());
        std::fs::write(&pack, line("one") + &line("another")).expect("written");
        assert!(look().is_none(), "it may still be written to");
        let Some(News::Reloaded(catalogue, None)) = look().map(Reading::read) else { panic!("not read") };
        assert!(catalogue.archive.id("another").is_some());
        assert!(look().is_none());
        std::fs::remove_file(&pack).expect("removed");
        assert!(look().is_none());
        let Some(News::Broken(reason)) = look().map(Reading::read) else { panic!("not missed") };
        assert!(reason.contains("mine.jsonl"), "{reason}");
    }
}
