//! The channel from other threads to the loop: answers to searches, packs as they are read. A byte in a pipe wakes the
//! loop, which waits for the terminal and the pipe at once; on Windows, where it cannot, a flag that it looks at.

use std::io;
use std::sync::mpsc;

use super::Input;

/// The end of other threads. Clones send to the same loop.
#[derive(Debug, Clone)]
pub struct Sender {
    to: mpsc::Sender<Input>,
    wake: wake::Waker,
}

/// The end of the loop.
#[derive(Debug)]
pub struct Receiver {
    from: mpsc::Receiver<Input>,
    wake: wake::Woken,
}

/// Makes a channel.
///
/// # Errors
/// When the system has no pipe to give.
pub fn channel() -> io::Result<(Sender, Receiver)> {
    let (to, from) = mpsc::channel();
    let (waker, woken) = wake::pair()?;
    Ok((Sender { to, wake: waker }, Receiver { from, wake: woken }))
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
        self.wake.call();
    }
}

impl Receiver {
    /// The next input that has been sent.
    pub(super) fn try_recv(&mut self) -> Option<Input> {
        self.from.try_recv().ok()
    }

    /// Readable when something has been sent.
    #[cfg(unix)]
    pub(super) fn wake(&self) -> &io::PipeReader {
        &self.wake.0
    }

    /// Whether something has been sent.
    #[cfg(not(unix))]
    pub(super) fn is_woken(&self) -> bool {
        self.wake.0.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// Takes what has woken the loop.
    pub(super) fn drain(&mut self) -> io::Result<()> {
        self.wake.drain()
    }
}

#[cfg(unix)]
mod wake {
    use std::io::{self, PipeReader, PipeWriter, Read, Write};
    use std::sync::Arc;

    #[derive(Debug, Clone)]
    pub struct Waker(Arc<PipeWriter>);

    #[derive(Debug)]
    pub struct Woken(pub PipeReader);

    pub fn pair() -> io::Result<(Waker, Woken)> {
        let (reader, writer) = io::pipe()?;
        Ok((Waker(Arc::new(writer)), Woken(reader)))
    }

    impl Waker {
        pub fn call(&self) {
            let _ = (&*self.0).write_all(&[0]);
        }
    }

    impl Woken {
        pub fn drain(&mut self) -> io::Result<()> {
            self.0.read(&mut [0; 64]).map(|_| ())
        }
    }
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)] // a pipe can fail
mod wake {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[derive(Debug, Clone)]
    pub struct Waker(Arc<AtomicBool>);

    #[derive(Debug)]
    pub struct Woken(pub Arc<AtomicBool>);

    pub fn pair() -> io::Result<(Waker, Woken)> {
        let flag = Arc::new(AtomicBool::new(false));
        Ok((Waker(Arc::clone(&flag)), Woken(flag)))
    }

    impl Waker {
        pub fn call(&self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    impl Woken {
        pub fn drain(&mut self) -> io::Result<()> {
            self.0.store(false, Ordering::SeqCst);
            Ok(())
        }
    }
}
