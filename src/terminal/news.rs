//! What other threads tell the loop: answers to searches, packs as they are read. A byte in a pipe wakes it.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use super::Input;

/// The end that tells. Copies tell the same loop.
#[derive(Debug, Clone)]
pub struct Teller {
    to: Sender<Input>,
    wake: Arc<PipeWriter>,
}

/// The end that hears.
#[derive(Debug)]
pub struct Hearer {
    from: Receiver<Input>,
    /// Readable when there is something to hear.
    pub(super) wake: PipeReader,
}

/// Two ends of one line.
///
/// # Errors
/// When the system has no pipe to give.
pub fn news() -> io::Result<(Teller, Hearer)> {
    let (to, from) = mpsc::channel();
    let (reader, writer) = io::pipe()?;
    Ok((Teller { to, wake: Arc::new(writer) }, Hearer { from, wake: reader }))
}

impl Teller {
    /// Tells the loop, if it is still there.
    pub fn tell(&self, input: Input) {
        if self.to.send(input).is_ok() {
            self.wake();
        }
    }

    /// Makes the loop look for what it waits for elsewhere.
    pub(super) fn wake(&self) {
        let _ = (&*self.wake).write_all(&[0]);
    }
}

impl Hearer {
    /// What has been told and not yet heard.
    pub(super) fn hear(&mut self) -> Option<Input> {
        self.from.try_recv().ok()
    }

    /// Takes the bytes that have woken the loop.
    pub(super) fn woken(&mut self) -> io::Result<()> {
        self.wake.read(&mut [0; 64]).map(|_| ())
    }
}
