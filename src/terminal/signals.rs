//! Signals: those that end the program, those that stop it and let it go on, and the change of size.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::channel::Sender;

/// What signals have said and the loop has not heard yet.
#[derive(Debug, Default)]
pub(super) struct Signals {
    /// The number of the signal that ends the program; 0 while there was none.
    ending: AtomicUsize,
    stopping: AtomicBool,
    continued: AtomicBool,
    resized: AtomicBool,
    /// The program has stopped itself, and takes the terminal again by itself when it goes on.
    #[cfg(unix)]
    stopped_itself: AtomicBool,
}

impl Signals {
    /// Listens from now on; `sender` wakes the loop.
    #[cfg(not(unix))]
    #[allow(clippy::unnecessary_wraps)] // elsewhere it can fail
    pub fn listen(_sender: Sender) -> io::Result<Arc<Self>> {
        Ok(Arc::default())
    }

    /// The signal that ends the program, if there was one.
    pub fn ending(&self) -> Option<usize> {
        let number = self.ending.load(Ordering::SeqCst);
        (number != 0).then_some(number)
    }

    /// Whether the program is told to stop, as Ctrl-Z tells it. Asked once.
    pub fn stopping(&self) -> bool {
        self.stopping.swap(false, Ordering::SeqCst)
    }

    /// Whether the program has gone on after somebody else stopped it. Asked once.
    pub fn continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }

    /// Whether the size has changed. Asked once.
    pub fn resized(&self) -> bool {
        self.resized.swap(false, Ordering::SeqCst)
    }
}

#[cfg(unix)]
mod unix {
    use std::sync::mpsc;
    use std::time::Duration;

    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH,
        SIGXCPU,
    };
    use signal_hook::low_level;

    use super::super::taken;
    use super::{Arc, Ordering, Sender, Signals, io};
    use crate::desktop;

    /// How long the loop may take to end after a signal before the program ends without it.
    const GRACE: Duration = Duration::from_millis(800);
    /// How long giving the terminal back may take: nobody may be reading it any more.
    const FAREWELL: Duration = Duration::from_millis(300);

    const ENDING: [i32; 3] = [SIGTERM, SIGHUP, SIGINT];
    /// They end the program at once and in their own way, but not before it has given the terminal back.
    const DEADLY: [i32; 8] = [SIGQUIT, SIGABRT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU];

    impl Signals {
        /// Listens from now on; `sender` wakes the loop.
        pub fn listen(sender: Sender) -> io::Result<Arc<Self>> {
            let signals = Arc::new(Self::default());
            let told = Arc::clone(&signals);
            let listened = [&ENDING[..], &DEADLY, &[SIGTSTP, SIGCONT, SIGWINCH]].concat();
            let mut listening = signal_hook::iterator::Signals::new(listened)?;
            std::thread::spawn(move || {
                for number in listening.forever() {
                    match number {
                        // They are meant for the browser that has the terminal; but who waits for it stops with it.
                        SIGINT | SIGCONT if desktop::is_away() => continue,
                        SIGTSTP if desktop::is_away() => {
                            let _ = desktop::halt();
                            continue;
                        }
                        SIGTSTP => told.stopping.store(true, Ordering::SeqCst),
                        SIGCONT if told.stopped_itself.swap(false, Ordering::SeqCst) => continue,
                        SIGCONT => told.continued.store(true, Ordering::SeqCst),
                        SIGWINCH => told.resized.store(true, Ordering::SeqCst),
                        number if DEADLY.contains(&number) => {
                            take_leave();
                            let _ = low_level::emulate_default_handler(number);
                        }
                        number => told.end(number, &sender),
                    }
                    sender.wake();
                }
            });
            Ok(signals)
        }

        /// Tells the loop to end, and ends the program without it where it does not hear: it may be writing to a terminal
        /// that nobody reads.
        fn end(&self, number: i32, sender: &Sender) {
            if self.ending.swap(usize::try_from(number).unwrap_or_default(), Ordering::SeqCst) != 0 {
                return;
            }
            sender.wake();
            std::thread::spawn(move || {
                std::thread::sleep(GRACE);
                take_leave();
                low_level::exit(128 + number);
            });
        }

        /// Stops the program, as the shell's Ctrl-Z does, with the terminal given back; comes back when it goes on.
        pub fn stop(&self) -> io::Result<()> {
            taken::give_back();
            self.stopped_itself.store(true, Ordering::SeqCst);
            low_level::emulate_default_handler(SIGTSTP)?;
            taken::take_again()
        }
    }

    /// Gives the terminal back, or what of it can be given back without being read.
    fn take_leave() {
        let (done, waiting) = mpsc::channel();
        std::thread::spawn(move || {
            taken::give_back();
            let _ = done.send(());
        });
        if waiting.recv_timeout(FAREWELL).is_err() {
            let _ = crossterm::terminal::disable_raw_mode();
        }
    }
}
