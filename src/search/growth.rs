//! What makes the records of volumes searchable, and how a catalogue grows by them while it is in use.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, OnceLock};

use super::expand::Expansion;
use crate::index::{PartialPostings, Postings, PostingsWriter, TermMerger};
use crate::index::{Positions, TermDictionary};
use fixedbitset::FixedBitSet;

use super::Catalogue;
use crate::archive::{Archive, Chunk, Diagnostic, Id, Intake, Report, Segment, Volume};
use crate::record::Record;

/// The words of all volumes. Copies share what they hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Volumes {
    pub dictionary: Arc<TermDictionary>,
    /// How many records hold each word.
    pub frequency: Arc<Vec<u32>>,
    /// By segment of the archive.
    pub postings: Vec<Arc<Postings>>,
    /// The words of those records that others are found by the names of.
    pub names: Option<Arc<Positions>>,
    expanded: Arc<Mutex<Vec<Arc<Expansion>>>>,
}

/// How many terms are remembered: those of the phrase that is being typed.
const REMEMBERED: usize = 32;

impl Volumes {
    /// What `term` may mean, if that is remembered: every letter typed asks for the words before it again.
    pub fn remembered(&self, term: &str, unfinished: bool) -> Option<Arc<Expansion>> {
        let remembered = self.expanded.lock().ok()?;
        remembered.iter().find(|known| known.unfinished == unfinished && known.term == term).cloned()
    }

    /// Remembers what a term may mean.
    pub fn remember(&self, expansion: &Arc<Expansion>) {
        if let Ok(mut remembered) = self.expanded.lock() {
            if remembered.len() >= REMEMBERED {
                remembered.remove(0);
            }
            remembered.push(Arc::clone(expansion));
        }
    }
}

/// How far a volume has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read so far, of all volumes.
    pub read: u64,
    /// Bytes to read in all.
    pub total: u64,
    /// Whether all of it has been read, and links are found.
    pub done: bool,
}

impl Progress {
    /// In the hundred.
    pub fn percent(&self) -> u64 {
        self.read.saturating_mul(100).checked_div(self.total).unwrap_or(100).min(100)
    }
}

/// The first stretches of a volume are short, so that something can be found at once; then they grow to this many bytes.
const STRETCH: u64 = 24 << 20;

/// Stretches of `length` bytes.
fn stretches(length: u64) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    let (mut from, mut size) = (0, 256 << 10);
    while from < length {
        let to = length.min(from + size);
        found.push((from, to));
        (from, size) = (to, STRETCH.min(size * 4));
    }
    found
}

/// Up to so many records that lend their names are indexed anew each time; more only once all has been read.
const FEW_NAMES: usize = 2000;

/// The catalogue is shown anew when it has grown by this share since it was last: each showing copies its lists.
const SHOWN: u64 = 2;

type Piece = (Chunk, PartialPostings);

impl Catalogue {
    /// Reads the volumes, on as many threads as the machine has, and calls `show` with the catalogue as it grows: first with
    /// little, soon, then with more, at last with all. Ends early when `stop` is set. Returns what was left out.
    pub fn grow(&self, volumes: Vec<Volume>, stop: &AtomicBool, show: &mut dyn FnMut(Catalogue, Progress)) -> Report {
        let total: u64 = volumes.iter().map(Volume::length).sum();
        let mut grown = self.share();
        let mut binder = TermMerger::new(Arc::clone(&grown.volumes.dictionary), Arc::clone(&grown.volumes.frequency));
        let mut told = Report::default();
        let (mut before, mut shown) = (0, 0);
        for volume in volumes {
            let volume = Arc::new(volume);
            let mut intake = Intake::new(&grown.archive, Arc::clone(&volume));
            let mut waiting: Vec<Arc<Segment>> = Vec::new();
            let mut postings: Vec<Arc<Postings>> = Vec::new();
            let mut broken = None;
            read(&self.share(), &volume, stop, &mut |pieces, fault, read| {
                for (chunk, sheaf) in pieces {
                    let (segment, own) = (intake.take(&grown.archive, chunk), binder.bind(sheaf));
                    if !segment.is_empty() {
                        waiting.push(Arc::new(segment));
                        postings.push(Arc::new(own));
                    }
                }
                broken = broken.take().or(fault);
                let read = before + read;
                if !waiting.is_empty() && (read - shown) * SHOWN >= shown {
                    grown = grown.with(std::mem::take(&mut waiting), std::mem::take(&mut postings), &binder);
                    show(grown.share(), Progress { read, total, done: false });
                    shown = read;
                }
            });
            if stop.load(Ordering::Relaxed) {
                return told;
            }
            grown = grown.with(waiting, postings, &binder);
            broken.into_iter().for_each(|fault| told.append(Report::from(*fault)));
            let (left_out, late) = intake.close(&grown.archive);
            told.append(left_out);
            if late {
                grown.archive = grown.archive.sorted_anew();
            }
            grown.volumes.names = grown.names(usize::MAX);
            before += volume.length();
        }
        show(grown, Progress { read: total, total, done: true });
        told
    }

    /// The catalogue with all the volumes, and what was left out: for a caller that has no screen to keep alive.
    pub fn complete(self, volumes: Vec<Volume>) -> (Self, Report) {
        if volumes.is_empty() {
            return (self, Report::default());
        }
        let mut whole = None;
        let told = self.grow(volumes, &AtomicBool::new(false), &mut |grown, _| whole = Some(grown));
        (whole.unwrap_or(self), told)
    }

    fn with(&self, segments: Vec<Arc<Segment>>, postings: Vec<Arc<Postings>>, binder: &TermMerger) -> Self {
        let archive = self.archive.with(segments);
        let facets = self.facets.grown(&archive);
        let mut volumes = Volumes {
            dictionary: Arc::clone(&binder.dictionary),
            frequency: Arc::clone(&binder.frequency),
            postings: self.volumes.postings.clone(),
            names: self.volumes.names.clone(),
            expanded: Arc::default(),
        };
        volumes.postings.extend(postings);
        let (index, marked) = (Arc::clone(&self.index), Arc::clone(&self.marked));
        let mut grown = Self { archive, facets: Arc::new(facets), index, volumes, scanned: Arc::default(), marked };
        grown.volumes.names = grown.names(FEW_NAMES).or(grown.volumes.names);
        grown
    }

    /// The words of the records that lend their names, unless there are more than `most`.
    fn names(&self, most: usize) -> Option<Arc<Positions>> {
        let segments = self.archive.segments();
        let pinned: Vec<Id> = segments.iter().flat_map(|segment| segment.pinned()).take(most.saturating_add(1)).collect();
        let records = pinned.iter().map(|&id| (id, self.archive.record(id)));
        (!pinned.is_empty() && pinned.len() <= most).then(|| Arc::new(Positions::of(&self.archive, records)))
    }
}

/// Reads the stretches of a volume on several threads, and calls `take` with what they hold, in the order of the file, and how
/// many bytes that makes.
fn read(
    catalogue: &Catalogue,
    volume: &Volume,
    stop: &AtomicBool,
    take: &mut dyn FnMut(Vec<Piece>, Option<Box<Diagnostic>>, u64),
) {
    let stretches = stretches(volume.length());
    let threads = cores().min(8);
    let (next, turn) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        // Few pieces wait for their turn, so that little is in memory twice.
        let (send, receive) = sync_channel(threads);
        for reader in 0..threads {
            let (send, next, turn, stretches) = (send.clone(), &next, &turn, &stretches);
            scope.spawn(move || {
                let (mut bytes, mut gleaning) = (Vec::new(), PostingsWriter::new(reader));
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(&stretch) = stretches.get(number) else { return };
                    while number > turn.load(Ordering::Acquire) + 2 * threads && !stop.load(Ordering::Relaxed) {
                        std::thread::sleep(std::time::Duration::from_millis(1));
                    }
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let pieces = pieces(catalogue, volume, stretch, stop, &mut bytes, &mut gleaning);
                    if send.send((number, pieces)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut early = std::collections::BTreeMap::new();
        let mut due = 0;
        for (number, pieces) in receive {
            early.insert(number, pieces);
            while let Some((pieces, fault)) = early.remove(&due) {
                take(pieces, fault, stretches[due].1);
                due += 1;
                turn.store(due, Ordering::Release);
            }
        }
    });
}

/// What a stretch holds, several pieces if its records are too many for one segment; and what hindered the reading.
fn pieces(
    catalogue: &Catalogue,
    volume: &Volume,
    stretch: (u64, u64),
    stop: &AtomicBool,
    bytes: &mut Vec<u8>,
    gleaning: &mut PostingsWriter,
) -> (Vec<Piece>, Option<Box<Diagnostic>>) {
    let mut found = Vec::new();
    let (mut from, mut at_line) = (stretch.0, false);
    loop {
        let chunk = Chunk::read(volume, (from, stretch.1), at_line, stop, bytes, &mut |number, record| {
            gleaning.read(&catalogue.archive, number, record);
        });
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => return (found, Some(Box::new(volume.unreadable(&error)))),
        };
        let rest = chunk.rest();
        found.push((chunk, gleaning.gather()));
        match rest {
            Some(rest) => (from, at_line) = (rest, true),
            None => return (found, None),
        }
    }
}

/// How many threads the machine has; the system reads files to tell, so that it is asked once.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, |n| n.get()))
}

/// Does `work` for every number below `count` on as many threads as the machine has, and gives what came of each, in order;
/// less, once `stop` is set.
pub(crate) fn on_threads<T: Send>(count: usize, stop: &AtomicBool, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let threads = cores().min(count);
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count || stop.load(Ordering::Relaxed) {
                return done;
            }
            done.push((number, work(number)));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(share)).collect();
        let mut done = share();
        others.into_iter().for_each(|other| done.extend(other.join().unwrap_or_default()));
        done
    });
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, done)| done).collect()
}

/// The records of volumes that `meets` says, of those in `within`; their texts are read.
pub(crate) fn scan(
    archive: &Archive,
    within: Option<&FixedBitSet>,
    stop: &AtomicBool,
    meets: &(dyn Fn(Id, &Record) -> bool + Sync),
) -> FixedBitSet {
    let segments = archive.segments();
    let found = on_threads(segments.len(), stop, &|at| {
        let segment = &segments[at];
        let id = |number: usize| segment.first() as usize + number;
        let mut found = Vec::new();
        let mut wanted = |number| within.is_none_or(|set| set.contains(id(number)));
        segment.scan(&mut wanted, &mut |number, record| {
            let number = id(number);
            if meets(Id(u32::try_from(number).unwrap_or(u32::MAX)), record) {
                found.push(number);
            }
        });
        found
    });
    let mut set = FixedBitSet::with_capacity(archive.len());
    found.into_iter().flatten().for_each(|number| set.insert(number));
    set
}
