//! Packs that the reader edits: their files are looked at now and then, and read again when they have changed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::Catalogue;
use crate::archive::{self, Base, RecordOrigin, load};
use crate::record::{Day, RecordType};

/// How often the files are looked at.
const LOOK: Duration = Duration::from_millis(700);
/// How long they must stay as they are before they are read: a program may still be writing.
const SETTLE: Duration = Duration::from_millis(100);

/// Time of the last change and length, by file.
type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// What has become of the packs.
#[derive(Debug, Clone)]
pub enum PackChange {
    /// They have changed: the records now, and what was left out of them.
    Reloaded(Arc<Catalogue>, Option<String>),
    /// They have changed into something that cannot be read, for this reason.
    Broken(String),
}

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordPlace {
    /// In a file, at a line.
    In(RecordOrigin),
    /// In none; a copy would go into this file, as it is shown, where there is a place for one.
    Nowhere(Option<String>),
}

/// The packs named by the reader, and how their files were when they were last read.
#[derive(Debug)]
pub struct Watch {
    base: Base,
    paths: Vec<PathBuf>,
    /// How many errors the packs had when they were last shown: with more they are not taken, for somebody is still writing.
    errors: Arc<AtomicUsize>,
    /// The reader's own pack, for changes of records that stand in no file.
    own: Option<PathBuf>,
    /// Where packs lie that were made of other files, which are not to be edited.
    made: Option<PathBuf>,
    read: Stamps,
    seen: Option<Stamps>,
    looked: Instant,
}

impl Watch {
    /// Watches the packs at `paths`, which have not been read yet: a change while they are read is not lost.
    pub fn new(base: Base, paths: Vec<PathBuf>) -> Self {
        let read = stamps(&paths);
        Self { base, paths, errors: Arc::default(), own: None, made: None, read, seen: None, looked: Instant::now() }
    }

    /// The same, of packs that had so many errors when they were read.
    #[must_use]
    pub fn with_errors(self, errors: usize) -> Self {
        self.errors.store(errors, Ordering::Relaxed);
        self
    }

    /// Puts changes of records that stand in no file into the pack at `own`.
    pub fn with_own(self, own: Option<PathBuf>) -> Self {
        Self { own, ..self }
    }

    /// Takes what lies in the folder `made` for copies of other files.
    #[must_use]
    pub fn with_made(self, made: Option<PathBuf>) -> Self {
        Self { made, ..self }
    }

    /// Where the record of this type and id stands. With the text of a `copy` it is put into the reader's own pack, which is
    /// watched from then on, before all others.
    ///
    /// # Errors
    /// Why no copy can be put there.
    pub fn place(&mut self, of_type: RecordType, id: &str, copy: Option<&str>) -> Result<RecordPlace, String> {
        let Some(copy) = copy else {
            let shown = |own: &PathBuf| own.join(format!("{}.json", of_type.plural())).display().to_string();
            let there = archive::origin(&self.paths, of_type, id);
            if let (Some(there), Some(made)) = (&there, &self.made)
                && there.file.starts_with(made)
            {
                return Err("this record was read from a table or library: edit that, or make a pack of it with cadialog import"
                    .to_owned());
            }
            // A file that no longer reads hides its records: then its fault is what is to be edited.
            let there = there.or_else(|| self.fault());
            return Ok(there.map_or_else(|| RecordPlace::Nowhere(self.own.as_ref().map(shown)), RecordPlace::In));
        };
        let own = self.own.clone().ok_or("there is no directory for files of your own")?;
        let there = archive::put_override(&own, of_type, id, copy).map_err(|error| error.to_string())?;
        if !self.paths.contains(&own) {
            self.paths.insert(0, own);
        }
        Ok(RecordPlace::In(there))
    }

    /// Where the first fault stands that keeps the packs from being read.
    fn fault(&self) -> Option<RecordOrigin> {
        if self.paths.is_empty() {
            return None;
        }
        let faults = load(self.base, &self.paths).map_or_else(|faults| faults, |loaded| loaded.diagnostics);
        let fault = faults.iter().find(|fault| fault.is_error() && fault.line.is_some())?;
        Some(RecordOrigin { file: PathBuf::from(&fault.file), line: fault.line? })
    }

    /// What has become of the packs, if it is time to look and they have changed.
    pub fn look(&mut self) -> Option<PendingRead> {
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
        Some(PendingRead { base: self.base, paths: self.paths.clone(), errors: Arc::clone(&self.errors) })
    }

    /// What has become of the packs up to now, for a program that looks only when it is spoken to. A file that is being
    /// written is waited for.
    pub fn look_now(&mut self) -> Option<PendingRead> {
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
pub struct PendingRead {
    base: Base,
    paths: Vec<PathBuf>,
    errors: Arc<AtomicUsize>,
}

impl PendingRead {
    /// Reads them: the records, or why they cannot be had. Packs with more errors than before are not taken.
    pub fn read(self) -> PackChange {
        match load(self.base, &self.paths) {
            Ok(mut loaded) => {
                loaded.archive.look_on(today());
                let mut left_out = loaded.diagnostics;
                let (catalogue, told) = Catalogue::new(loaded.archive).complete(loaded.volumes);
                left_out.append(told);
                if left_out.errors() > self.errors.load(Ordering::Relaxed) {
                    return PackChange::Broken(left_out.in_short().unwrap_or_default());
                }
                self.errors.store(left_out.errors(), Ordering::Relaxed);
                catalogue.prepare();
                PackChange::Reloaded(Arc::new(catalogue), left_out.in_short())
            }
            Err(faults) => PackChange::Broken(faults.in_short().unwrap_or_else(|| "the packs cannot be read".to_owned())),
        }
    }
}

/// The day by the clock of the machine, in UTC.
pub fn today() -> Day {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day::of_number(i64::try_from(seconds / 86_400).unwrap_or(0))
}

/// Only the files that a pack can have are looked at: whatever else lies in its folder is none of its.
fn stamps(paths: &[PathBuf]) -> Stamps {
    let files = paths.iter().flat_map(|path| archive::files(path));
    let stamp = |file: PathBuf| {
        let metadata = std::fs::metadata(&file).ok();
        (file, metadata.and_then(|data| Some((data.modified().ok()?, data.len()))))
    };
    files.map(stamp).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_pack_that_becomes_rubbish_is_broken_as_a_small_one_is() {
        let folder = tempfile::tempdir().expect("a directory");
        let pack = folder.path().join("large.jsonl");
        let reading = || PendingRead { base: Base::Nothing, paths: vec![pack.clone()], errors: Arc::default() };
        for times in [3, 17 << 20] {
            std::fs::write(&pack, "\n".repeat(times)).expect("written");
            assert!(
                matches!(reading().read(), PackChange::Broken(reason) if reason.contains("it holds no record")),
                "{times} lines"
            );
            let line = "{\"type\":\"topic\",\"id\":\"own\",\"name\":\"A topic\"}";
            std::fs::write(&pack, format!("{}{line}", "\n".repeat(times))).expect("written");
            assert!(matches!(reading().read(), PackChange::Reloaded(..)), "{times} lines and a record");
        }
    }

    #[test]
    fn other_files_in_a_folder_are_not_looked_at() {
        let folder = tempfile::tempdir().expect("a directory");
        for n in 0..500 {
            std::fs::write(folder.path().join(format!("notes-{n}.txt")), "x").expect("written");
        }
        let packs = [folder.path().to_owned()];
        let before = stamps(&packs);
        assert!(before.len() <= 13, "{} files are looked at", before.len());
        std::fs::write(folder.path().join("another.txt"), "x").expect("written");
        assert_eq!(stamps(&packs), before, "nor is it a change when one comes");
        std::fs::write(folder.path().join("events.json"), "[]").expect("written");
        assert_ne!(stamps(&packs), before);
    }

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
        let Some(PackChange::Reloaded(catalogue, None)) = look().map(PendingRead::read) else { panic!("not read") };
        assert!(catalogue.archive.id("another").is_some());
        assert!(look().is_none());
        std::fs::remove_file(&pack).expect("removed");
        assert!(look().is_none());
        let Some(PackChange::Broken(reason)) = look().map(PendingRead::read) else { panic!("not missed") };
        assert!(reason.contains("mine.jsonl"), "{reason}");
    }
}
