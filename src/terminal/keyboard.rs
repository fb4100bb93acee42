//! What comes from the user and from elsewhere, one input at a time; and what is done outside for the app.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::Event;

use super::answers::Answers;
use super::channel::{Receiver, Sender, channel};
use super::errands::Errands;
use super::signals::Signals;
use super::{Events, Input, mouse, taken};
use crate::app::{Answer, EditRequest, Effect, Question, Unfiled};
use crate::desktop::Desktop;
use crate::export::JobRunner;
use crate::keys::Key;
use crate::search::watch::{PendingRead, RecordPlace, Watch};
use crate::shelf::{Change, ShelfStore, WAITING};

/// How often packs that may have changed are looked at while no key comes.
const POLL: Duration = Duration::from_millis(100);

/// Keys from the terminal, the signals that end or suspend the program, and news of shelf and packs.
pub(super) struct Keyboard<'a> {
    source: InputSource,
    signals: Arc<Signals>,
    prepare: Option<Box<dyn FnOnce(Sender)>>,
    store: &'a mut ShelfStore,
    watch: Watch,
    writer: JobRunner,
    sender: Sender,
    receiver: Receiver,
    answers: Answers,
    errands: Errands,
    /// What came of effects and has not been told yet.
    outcomes: VecDeque<Input>,
}

impl<'a> Keyboard<'a> {
    /// Listens to signals from now on, and to keys once the terminal is taken.
    pub fn new(store: &'a mut ShelfStore, watch: Watch, desktop: Desktop, prepare: Box<dyn FnOnce(Sender)>) -> io::Result<Self> {
        let (sender, receiver) = channel()?;
        let signals = Signals::listen(sender.clone())?;
        let (answers, errands) = (Answers::new(sender.clone()), Errands::new(desktop, sender.clone()));
        let (writer, outcomes) = (JobRunner::default(), VecDeque::new());
        let source = InputSource::new();
        Ok(Self { source, signals, prepare: Some(prepare), store, watch, writer, sender, receiver, answers, errands, outcomes })
    }

    /// Throws away what waits before the first frame: it was meant for whatever ran before, or is an answer to it.
    pub fn forget(&mut self) -> io::Result<()> {
        self.source.look(Duration::ZERO, &self.receiver)?;
        self.source.clear();
        Ok(())
    }

    /// What has been said that is no key.
    fn next_event(&mut self) -> io::Result<Option<Input>> {
        if let Some(number) = self.signals.ending() {
            return Ok(Some(Input::Stop(number)));
        }
        if self.signals.stopping() {
            self.suspend()?;
            return Ok(Some(Input::Redraw));
        }
        if self.signals.continued() {
            taken::take_again()?;
            return Ok(Some(Input::Redraw));
        }
        if self.signals.resized() {
            return Ok(Some(Input::Resize));
        }
        let kept = self.outcomes.pop_front().or_else(|| self.store.poll().map(|kept| Input::Kept(Box::new(kept))));
        let outcome = kept.or_else(|| self.receiver.try_recv());
        let outcome = outcome.or_else(|| self.answers.look().map(|answer| Input::Answered(Box::new(answer))));
        let outcome = outcome.or_else(|| self.errands.look().map(Input::Remark));
        Ok(outcome.or_else(|| self.writer.look().map(Input::Exported)))
    }

    /// The next key, waiting at most `patience` for its bytes. While keys wait that have been read, what comes behind them
    /// is looked at all the same: Ctrl-C may be there.
    fn key(&mut self, patience: Duration) -> io::Result<Option<Input>> {
        let waiting = self.source.is_waiting();
        match self.source.look(if waiting { Duration::ZERO } else { patience }, &self.receiver)? {
            #[cfg(unix)]
            Polled::Gone if !waiting => return Ok(Some(Input::Stop(0))),
            #[cfg(unix)]
            Polled::Gone => {}
            Polled::Woken => self.receiver.drain()?,
            Polled::Read => {}
        }
        Ok(std::iter::from_fn(|| self.source.next()).find_map(input))
    }

    /// Opens a record in the reader's editor; what has changed is read at once.
    fn edit(&mut self, request: &EditRequest) -> io::Result<Option<String>> {
        let there = match self.watch.place(request.of_type, &request.id, request.copy.as_deref()) {
            Ok(RecordPlace::In(there)) => there,
            Ok(RecordPlace::Nowhere(file)) => {
                self.outcomes.push_back(Input::Unfiled(Unfiled { request: request.clone(), file }));
                return Ok(None);
            }
            Err(reason) => return Ok(Some(reason)),
        };
        let (words, ended) = self.errands.edit(&there, taken::lend)?;
        let Some(status) = ended else { return Ok(Some(words)) };
        if !status.success() {
            // What was typed for the editor is not for the browser.
            self.forget()?;
        }
        Ok(Some(match self.watch.look_now() {
            Some(reading) => {
                self.read_behind(reading);
                words
            }
            None => format!("{words}; nothing has changed"),
        }))
    }

    /// Reads packs that have changed, beside the loop.
    fn read_behind(&self, reading: PendingRead) {
        let sender = self.sender.clone();
        std::thread::spawn(move || sender.send(reading.read().into()));
    }

    #[cfg(unix)]
    fn suspend(&self) -> io::Result<()> {
        self.signals.stop()
    }

    #[cfg(not(unix))]
    #[allow(clippy::unused_self, clippy::unnecessary_wraps)] // there is nothing to suspend to
    fn suspend(&self) -> io::Result<()> {
        Ok(())
    }
}

/// What an event of the terminal is to the loop.
fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => Key::from_event(key).map(Input::Key),
        Event::Mouse(event) => mouse::gesture(event).map(|(gesture, at)| Input::Mouse(gesture, at)),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(..) => Some(Input::Resize),
        _ => None,
    }
}

/// What came of waiting for the terminal.
enum Polled {
    /// What there was has been read; it may be nothing.
    Read,
    /// There is news.
    Woken,
    /// The terminal is gone; Windows ends the program with its console.
    #[cfg(unix)]
    Gone,
}

/// The bytes of the terminal, read and parsed here.
#[cfg(unix)]
struct InputSource {
    sequences: super::sequences::Sequences,
    start: Instant,
    buffer: Vec<u8>,
}

#[cfg(unix)]
impl InputSource {
    /// Bytes read at once; a pseudo-terminal of Linux gives at most 4095.
    const BYTES: usize = 1 << 14;
    /// Most reads before the loop gets its turn: whoever writes without end must not keep it from drawing.
    const READS: usize = 64;
    /// Most events that wait; more bytes are left with the terminal, which lets whoever writes them wait.
    const EVENTS: usize = 1 << 20;

    fn new() -> Self {
        Self { sequences: super::sequences::Sequences::default(), start: Instant::now(), buffer: vec![0; Self::BYTES] }
    }

    fn next(&mut self) -> Option<Event> {
        self.sequences.next_event()
    }

    fn is_waiting(&self) -> bool {
        self.sequences.waiting() > 0
    }

    fn clear(&mut self) {
        self.sequences.clear();
    }

    /// Waits at most `patience` for bytes or news, and reads all that is there.
    fn look(&mut self, patience: Duration, receiver: &Receiver) -> io::Result<Polled> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        use rustix::io::Errno;
        let stdin = io::stdin();
        if self.sequences.waiting() > Self::EVENTS {
            return Ok(Polled::Read);
        }
        let mut timeout = self.sequences.patience(self.start.elapsed()).map_or(patience, |begun| begun.min(patience));
        for _ in 0..Self::READS {
            let mut looked = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(receiver.wake(), PollFlags::IN)];
            // A fraction of a second always fits.
            match poll(&mut looked, Timespec::try_from(timeout).ok().as_ref()) {
                Ok(_) => {}
                Err(Errno::INTR) => return Ok(Polled::Read),
                Err(error) => return Err(error.into()),
            }
            let (keys, news) = (looked[0].revents(), looked[1].revents());
            if keys.contains(PollFlags::IN) {
                match rustix::io::read(&stdin, &mut self.buffer) {
                    Ok(0) | Err(Errno::IO) => return Ok(Polled::Gone),
                    Ok(count) => self.sequences.feed(self.start.elapsed(), &self.buffer[..count]),
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    Err(error) => return Err(error.into()),
                }
                timeout = Duration::ZERO;
                continue;
            }
            if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                return Ok(Polled::Gone);
            }
            if news.contains(PollFlags::IN) {
                return Ok(Polled::Woken);
            }
            // Nothing to read: only now has what is begun waited in vain.
            self.sequences.expire(self.start.elapsed());
            break;
        }
        Ok(Polled::Read)
    }
}

/// The events of the console, as crossterm reads them.
#[cfg(not(unix))]
struct InputSource(VecDeque<Event>);

#[cfg(not(unix))]
impl InputSource {
    /// How often it is asked for news, which the console cannot be waited for together with.
    const ASK: Duration = Duration::from_millis(15);

    fn new() -> Self {
        Self(VecDeque::new())
    }

    fn next(&mut self) -> Option<Event> {
        self.0.pop_front()
    }

    fn is_waiting(&self) -> bool {
        !self.0.is_empty()
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    /// Waits at most `patience` for events or news, and reads all that is there.
    fn look(&mut self, patience: Duration, receiver: &Receiver) -> io::Result<Polled> {
        use crossterm::event::{poll, read};
        let begun = Instant::now();
        loop {
            let left = patience.saturating_sub(begun.elapsed());
            let mut wait = left.min(Self::ASK);
            while poll(wait)? {
                self.0.push_back(read()?);
                wait = Duration::ZERO;
            }
            if !self.0.is_empty() {
                return Ok(Polled::Read);
            }
            if receiver.is_woken() {
                return Ok(Polled::Woken);
            }
            if left.is_zero() {
                return Ok(Polled::Read);
            }
        }
    }
}

impl Events for Keyboard<'_> {
    fn ask(&mut self, question: Question) -> Option<Answer> {
        self.answers.ask(question)
    }

    fn next(&mut self) -> io::Result<Input> {
        if let Some(prepare) = self.prepare.take() {
            prepare(self.sender.clone());
        }
        let mut looked = Instant::now();
        loop {
            if let Some(input) = self.next_event()? {
                return Ok(input);
            }
            if let Some(input) = self.key(POLL)? {
                return Ok(input);
            }
            if looked.elapsed() >= POLL {
                looked = Instant::now();
                if let Some(reading) = self.watch.look() {
                    self.read_behind(reading);
                }
            }
        }
    }

    fn ready(&mut self) -> io::Result<Option<Input>> {
        match self.next_event()? {
            Some(input) => Ok(Some(input)),
            None => self.key(Duration::ZERO),
        }
    }

    fn perform(&mut self, effect: &Effect) -> io::Result<Option<String>> {
        match effect {
            Effect::Copy(clip) => return self.errands.copy(clip),
            Effect::Open(address) => return self.errands.open(address, taken::lend),
            Effect::Edit(request) => return self.edit(request),
            Effect::Suspend => self.suspend()?,
            Effect::Export(export) => self.outcomes.extend(self.writer.begin(export).map(Input::Exported)),
            Effect::Mouse(on) => mouse::capture(*on)?,
            Effect::Keep(change) => match self.store.begin(change) {
                Some(kept) => self.outcomes.push_back(Input::Kept(Box::new(kept))),
                None if *change == Change::Look => {}
                None => return Ok(Some(WAITING.to_owned())),
            },
            _ => {}
        }
        Ok(None)
    }
}
