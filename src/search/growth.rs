//! How a catalogue grows by large packs while it is in use; and work shared among threads.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, OnceLock};

use fixedbitset::FixedBitSet;

use super::{Catalogue, Facets, Index};
use crate::archive::{Archive, Chunk, Diagnostic, Id, Report, Volume, VolumeReader, number_in_segment};
use crate::index::{PartialPostings, Postings, PostingsWriter, TermMerger};
use crate::record::Record;

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

/// Stretches of a file of `length` bytes, from byte `from` on.
fn stretches(mut from: u64, length: u64) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    let mut size = 256 << 10;
    while from < length {
        let to = length.min(from + size);
        found.push((from, to));
        (from, size) = (to, STRETCH.min(size * 4));
    }
    found
}

/// The catalogue is shown anew when it has grown by this share since it was last: each showing copies its lists.
const SHOWN: u64 = 2;

/// A stretch as it was read, and its words.
type IndexedChunk = (Chunk, PartialPostings);

impl Catalogue {
    /// Reads the volumes, on as many threads as the machine has, and calls `show` with the catalogue as it grows: first with
    /// little, soon, then with more, at last with all. Ends early when `stop` is set. Returns what was left out.
    pub fn grow<V: Into<Arc<Volume>>>(
        &self,
        volumes: Vec<V>,
        stop: &AtomicBool,
        show: &mut dyn FnMut(Catalogue, Progress),
    ) -> Report {
        let volumes: Vec<Arc<Volume>> = volumes.into_iter().map(Into::into).collect();
        let total: u64 = volumes.iter().map(|volume| volume.length() - volume.begins()).sum();
        let mut grown = self.share();
        let known = grown.index();
        let mut merger = TermMerger::new(Arc::clone(&known.dictionary), Arc::clone(&known.frequency));
        let mut postings = known.postings.clone();
        let mut warnings = Report::default();
        let (mut before, mut shown) = (0, 0);
        for volume in volumes {
            let archive = grown.archive.clone();
            let mut reader = match grown.volume_end.as_deref().filter(|_| volume.begins() > 0) {
                Some(end) => VolumeReader::behind(archive, Arc::clone(&volume), end.clone()),
                None => VolumeReader::new(archive, Arc::clone(&volume)),
            };
            let mut broken = None;
            read(&volume, stop, &mut |pieces, fault, read| {
                for (chunk, partial) in pieces {
                    if reader.take(chunk) {
                        postings.push(Arc::new(merger.merge(partial)));
                    }
                }
                broken = broken.take().or(fault);
                let read = before + read;
                if postings.len() > grown.archive.segments().len() && (read - shown) * SHOWN >= shown {
                    grown = grown.with(reader.archive(), &postings, &merger);
                    show(grown.share(), Progress { read, total, done: false });
                    shown = read;
                }
            });
            if stop.load(Ordering::Relaxed) {
                return warnings;
            }
            broken.into_iter().for_each(|fault| warnings.append(Report::from(*fault)));
            let (archive, left_out, end) = reader.close();
            warnings.append(left_out);
            // Countries that nobody but the program itself has come behind.
            for segment in &archive.segments()[postings.len()..] {
                let mut writer = PostingsWriter::new(0);
                segment.scan(&mut |_| true, &mut |number, record| writer.read(number_in_segment(number), record));
                postings.push(Arc::new(merger.merge(writer.finish())));
            }
            grown = grown.with(archive, &postings, &merger);
            grown.volume_end = end.map(Arc::new);
            before += volume.length() - volume.begins();
        }
        show(grown, Progress { read: total, total, done: true });
        warnings
    }

    /// The catalogue with all the volumes, and what was left out: for a caller that has no screen to keep alive.
    pub fn complete<V: Into<Arc<Volume>>>(self, volumes: Vec<V>) -> (Self, Report) {
        if volumes.is_empty() {
            return (self, Report::default());
        }
        let mut whole = None;
        let warnings = self.grow(volumes, &AtomicBool::new(false), &mut |grown, _| whole = Some(grown));
        (whole.unwrap_or(self), warnings)
    }

    /// The same, grown to `archive`.
    fn with(&self, archive: Archive, postings: &[Arc<Postings>], merger: &TermMerger) -> Self {
        let facets = Arc::new(Facets::new(&archive));
        let index = Arc::new(OnceLock::from(Index::new(merger, postings.to_vec())));
        Self {
            archive,
            facets,
            index,
            sense_index: Arc::default(),
            selected: Arc::default(),
            own_sets: Arc::default(),
            annotations: Arc::clone(&self.annotations),
            volume_end: None,
        }
    }
}

/// Reads the stretches of a volume on several threads, and calls `take` with what they hold, in the order of the file, and how
/// many bytes that makes.
fn read(volume: &Volume, stop: &AtomicBool, take: &mut dyn FnMut(Vec<IndexedChunk>, Option<Box<Diagnostic>>, u64)) {
    let stretches = stretches(volume.begins(), volume.length());
    let threads = cores().min(8);
    let (next, turn) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        // Few pieces wait for their turn, so that little is in memory twice.
        let (send, receive) = sync_channel(threads);
        for reader in 0..threads {
            let (send, next, turn, stretches) = (send.clone(), &next, &turn, &stretches);
            scope.spawn(move || {
                let (mut bytes, mut writer) = (Vec::new(), PostingsWriter::new(reader));
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(&stretch) = stretches.get(number) else { return };
                    while number > turn.load(Ordering::Acquire) + 2 * threads && !stop.load(Ordering::Relaxed) {
                        std::thread::sleep(std::time::Duration::from_millis(1));
                    }
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let pieces = pieces(volume, stretch, stop, &mut bytes, &mut writer);
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
                take(pieces, fault, stretches[due].1 - volume.begins());
                due += 1;
                turn.store(due, Ordering::Release);
            }
        }
    });
}

/// What a stretch holds, several pieces if its records are too many for one segment; and what hindered the reading.
fn pieces(
    volume: &Volume,
    stretch: (u64, u64),
    stop: &AtomicBool,
    bytes: &mut Vec<u8>,
    writer: &mut PostingsWriter,
) -> (Vec<IndexedChunk>, Option<Box<Diagnostic>>) {
    let mut found = Vec::new();
    let (mut from, mut at_line) = (stretch.0, false);
    loop {
        let chunk = Chunk::read(volume, (from, stretch.1), at_line, stop, bytes, &mut |number, record| {
            writer.read(number, record);
        });
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => return (found, Some(Box::new(volume.unreadable(&error)))),
        };
        let rest = chunk.rest();
        found.push((chunk, writer.finish()));
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

/// The records that `meets` says; their texts are read.
pub(super) fn scan(archive: &Archive, stop: &AtomicBool, meets: &(dyn Fn(Id, &Record) -> bool + Sync)) -> FixedBitSet {
    let segments = archive.segments();
    let found = on_threads(segments.len(), stop, &|at| {
        let segment = &segments[at];
        let id = |number: usize| segment.first() as usize + number;
        let mut found = Vec::new();
        segment.scan(&mut |_| true, &mut |number, record| {
            let number = id(number);
            if meets(Id::from_index(number), record) {
                found.push(number);
            }
        });
        found
    });
    let mut set = FixedBitSet::with_capacity(archive.end());
    found.into_iter().flatten().for_each(|number| set.insert(number));
    set
}
