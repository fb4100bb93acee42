//! The channel from other threads to the loop: answers to searches, packs as they are read. A byte in a pipe wakes the
//! loop, which waits for the terminal and the pipe at once.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::sync::Arc;
use std::sync::mpsc;

use super::Input;

/// The end of other threads. Clones send to the same loop.
#[derive(Debug, Clone)]
pub struct Sender {
    to: mpsc::Sender<Input>,
    wake: Arc<PipeWriter>,
}

/// The end of the loop.
#[derive(Debug)]
pub struct Receiver {
    from: mpsc::Receiver<Input>,
    /// Readable when something has been sent.
    pub(super) wake: PipeReader,
}

/// Makes a channel.
///
/// # Errors
/// When the system has no pipe to give.
pub fn channel() -> io::Result<(Sender, Receiver)> {
    let (to, from) = mpsc::channel();
    let (reader, writer) = io::pipe()?;
    Ok((Sender { to, wake: Arc::new(writer) }, Receiver { from, wake: reader }))
}

impl Sender {
    /// Sends an input to the loop, if it is still there.
    pub fn send(&self, input: Input) {
        if self.to.send(input).is_ok() {
            self.wake();
        }
    }

    /// Makes the loop look for what it waits for elsewhere.
    pub(super) fn wake(&self) {
        let _ = (&*self.wake).write_all(&[0]);
    }
}

impl Receiver {
    /// The next input that has been sent.
    pub(super) fn try_recv(&mut self) -> Option<Input> {
        self.from.try_recv().ok()
    }

    /// Takes the bytes that have woken the loop.
    pub(super) fn drain(&mut self) -> io::Result<()> {
        self.wake.read(&mut [0; 64]).map(|_| ())
    }
}
