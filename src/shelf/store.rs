//! The shelf as both shells of the browser use it: what cannot be kept becomes a message, never an end. The screen has its
//! changes made beside the loop, in their order, so that another instance that holds the lock freezes nothing.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::{Change, Contents, Kept, PATIENCE, Read, Session, Shelf, ShelfError, Visits};

/// The shelf, if the platform has a place for it.
#[derive(Debug)]
pub struct ShelfStore {
    shelf: Option<Shelf>,
    /// Whoever makes changes beside the loop, once there was one.
    worker: Option<Worker>,
}

/// The thread that makes changes.
#[derive(Debug)]
struct Worker {
    orders: Sender<(Change, Instant)>,
    made: Receiver<Kept>,
    /// Changes of which nothing has been heard yet.
    waiting: VecDeque<Change>,
}

/// What was kept when the browser started.
#[derive(Debug, Default)]
pub struct OnDisk {
    /// Marks and the rest.
    pub contents: Contents,
    /// Where the last session ended, unless it cannot be read.
    pub session: Option<Session>,
    /// How packs were left.
    pub visits: Visits,
    /// What is wrong with the files, in sentences for the reader.
    pub remark: Option<String>,
}

const NOWHERE: &str = "this system names no directory for what you keep; set XDG_DATA_HOME to one";
const NOT_YET: &str = "another instance did not come to an end with its writing";
const BROKEN: &str = "the program has a fault there";

/// What to say of a change that was begun and takes its time.
pub const WAITING: &str = "waiting for another instance that is writing what it keeps …";

/// How long the loop waits for a change: most are made within a frame, and then nothing flickers.
const SOON: Duration = Duration::from_millis(100);

impl ShelfStore {
    /// Keeps on `shelf`; without one everything is refused with a word.
    pub fn new(shelf: Option<Shelf>) -> Self {
        Self { shelf, worker: None }
    }

    /// Reads what is kept. A file that cannot be used is told of.
    pub fn load(&self) -> OnDisk {
        let Some(files) = &self.shelf else { return OnDisk::default() };
        let mut remarks = Vec::new();
        let contents = remarking(files.read(), &mut remarks).unwrap_or_default();
        let session = remarking(files.session(), &mut remarks);
        let visits = remarking(files.visits(), &mut remarks).unwrap_or_default();
        OnDisk { contents, session, visits, remark: (!remarks.is_empty()).then(|| remarks.join("; ")) }
    }

    /// Makes a change at once, and waits for another instance as long as need be.
    pub fn change(&self, change: Change) -> Kept {
        match &self.shelf {
            Some(files) => make(files, change, Instant::now() + PATIENCE),
            None => refused(change, NOWHERE),
        }
    }

    /// Begins to make a change, after those begun before; gives what came of it if that is soon known.
    pub fn begin(&mut self, change: &Change) -> Option<Kept> {
        let Some(files) = &self.shelf else { return Some(refused(change.clone(), NOWHERE)) };
        let worker = self.worker.get_or_insert_with(|| Worker::new(files.clone()));
        let alone = worker.waiting.is_empty();
        worker.waiting.push_back(change.clone());
        // A thread that has ended is found out when it is listened to.
        let _ = worker.orders.send((change.clone(), Instant::now() + PATIENCE));
        if alone { worker.receive(SOON) } else { None }
    }

    /// What came of the next change that was begun, once it is known.
    pub fn poll(&mut self) -> Option<Kept> {
        let mut kept = self.worker.as_mut()?.receive(Duration::ZERO)?;
        if kept.outcome.is_ok() && kept.change != Change::Look && kept.remark.is_none() {
            kept.remark = Some("what was waiting is kept now".to_owned());
        }
        Some(kept)
    }

    /// What came of the changes that were begun and not heard of; those not made by then are refused.
    pub fn finish(&mut self, until: Instant) -> Vec<Kept> {
        let Some(mut worker) = self.worker.take() else { return Vec::new() };
        let mut made = Vec::new();
        while let Some(kept) = worker.receive(until.saturating_duration_since(Instant::now())) {
            made.push(kept);
        }
        made.extend(worker.waiting.into_iter().map(|change| refused(change, NOT_YET)));
        made
    }

    /// Keeps how packs are left by an instance that found them as `before` has it, waiting for another instance until then. Gives
    /// the reason when it cannot be kept.
    pub fn keep_visits(&self, before: &Visits, now: &Visits, until: Instant) -> Option<String> {
        let files = self.shelf.as_ref().filter(|_| !now.packs.is_empty())?;
        files.keep_visits(before, now, until).err().map(|error| error.to_string())
    }

    /// Keeps where the reader is, waiting for another instance until then. Gives the reason when it cannot be kept.
    pub fn keep_session(&self, session: Session, until: Instant) -> Option<String> {
        self.shelf.as_ref()?.keep_session(session, until).err().map(|error| error.to_string())
    }
}

impl Worker {
    fn new(shelf: Shelf) -> Self {
        let (orders, ordered) = channel::<(Change, Instant)>();
        let (send, made) = channel();
        std::thread::spawn(move || {
            for (change, until) in ordered {
                if send.send(make(&shelf, change, until)).is_err() {
                    return;
                }
            }
        });
        Self { orders, made, waiting: VecDeque::new() }
    }

    /// What came of the next change that is waited for, if it is known within `patience`.
    fn receive(&mut self, patience: Duration) -> Option<Kept> {
        let change = self.waiting.front()?.clone();
        let kept = match self.made.recv_timeout(patience) {
            Ok(kept) => kept,
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => refused(change, BROKEN),
        };
        self.waiting.pop_front();
        Some(kept)
    }
}

fn make(shelf: &Shelf, change: Change, until: Instant) -> Kept {
    let mut remark = None;
    let made = match change {
        Change::Look => shelf.read(),
        _ => shelf.change_until(until, |contents| remark = change.apply(contents)),
    };
    match made {
        Ok(read) => {
            let remarks: Vec<String> = read.warning.into_iter().chain(remark).collect();
            Kept { change, outcome: Ok(read.contents), remark: (!remarks.is_empty()).then(|| remarks.join("; ")) }
        }
        Err(error) => refused(change, &error.to_string()),
    }
}

fn refused(change: Change, reason: &str) -> Kept {
    Kept { change, outcome: Err(reason.to_owned()), remark: None }
}

fn remarking<T>(read: Result<Read<T>, ShelfError>, remarks: &mut Vec<String>) -> Option<T> {
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
