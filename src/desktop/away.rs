//! A program that has the terminal while it runs: waited for until it ends, and stopped with when it is stopped.

use std::io;
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a program that was started has the terminal.
static AWAY: AtomicBool = AtomicBool::new(false);

/// Whether a program that was started has the terminal now: Ctrl-C is meant for that.
pub fn is_away() -> bool {
    AWAY.load(Ordering::SeqCst)
}

/// Runs a program that has the terminal until it ends. When it is stopped this program stops, too, so that the shell has its
/// turn; both go on together. The mode of the terminal (echo, lines, signals) is put back, whatever the program leaves.
///
/// # Errors
/// When it cannot be started.
pub fn attend(process: &mut Command) -> io::Result<ExitStatus> {
    AWAY.store(true, Ordering::SeqCst);
    let ended = waited(process);
    AWAY.store(false, Ordering::SeqCst);
    ended
}

#[cfg(not(unix))]
fn waited(process: &mut Command) -> io::Result<ExitStatus> {
    process.status()
}

#[cfg(unix)]
fn waited(process: &mut Command) -> io::Result<ExitStatus> {
    use std::os::unix::process::ExitStatusExt;

    use rustix::io::Errno;
    use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

    let stdin = io::stdin();
    let put_back = |mode: &Option<Termios>| {
        // Without a terminal there is nothing to put back; one that is gone needs it no more.
        let _ = mode.as_ref().map(|mode| tcsetattr(&stdin, OptionalActions::Now, mode));
    };
    let before = tcgetattr(&stdin).ok();
    let child = process.spawn()?;
    let Some(id) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else {
        return Err(io::Error::other("it has no number"));
    };
    loop {
        match waitpid(Some(id), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) if status.stopped() => {
                let own = tcgetattr(&stdin).ok();
                put_back(&before);
                halt()?;
                put_back(&own);
                let _ = kill_process(id, Signal::CONT);
            }
            Ok(Some((_, status))) => {
                put_back(&before);
                return Ok(ExitStatus::from_raw(status.as_raw()));
            }
            Ok(None) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Stops this program, as Ctrl-Z does; comes back when it goes on. Who is told twice, by a signal and by a child that got the
/// same one, stops once.
///
/// # Errors
/// When the system does not let it.
#[cfg(unix)]
pub fn halt() -> io::Result<()> {
    use std::sync::{Mutex, PoisonError};
    use std::time::{Duration, Instant};

    /// How soon after going on another word to stop is still the same.
    const SAME: Duration = Duration::from_millis(200);
    static RESUMED: Mutex<Option<Instant>> = Mutex::new(None);
    let mut resumed = RESUMED.lock().unwrap_or_else(PoisonError::into_inner);
    if resumed.is_none_or(|at| at.elapsed() > SAME) {
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        *resumed = Some(Instant::now());
    }
    Ok(())
}
