//! Standard output kept for data, while the screen goes to the terminal that the program was started from: `cadialog pick | xargs …`.

use std::io::{self, IsTerminal, Write};

/// Where data go once the terminal is given back.
#[derive(Debug)]
pub struct DataOutput {
    /// What was standard output before the screen took its place.
    #[cfg(unix)]
    kept: Option<std::fs::File>,
}

impl DataOutput {
    /// Puts the terminal in the place of standard input and output where these lead elsewhere; the rest of the program finds it there.
    ///
    /// # Errors
    /// When there is no terminal.
    #[cfg(unix)]
    pub fn divert() -> io::Result<Self> {
        use rustix::io::fcntl_dupfd_cloexec;
        use rustix::stdio::{dup2_stdin, dup2_stdout};

        let (input, output) = (io::stdin().is_terminal(), io::stdout().is_terminal());
        if input && output {
            return Ok(Self { kept: None });
        }
        let terminal = terminal()?;
        let mut kept = None;
        if !output {
            // Above the standard streams, and not for programs that are started in the meantime: they would hold a pipe open.
            kept = Some(fcntl_dupfd_cloexec(io::stdout(), 3)?.into());
            dup2_stdout(&terminal)?;
        }
        if !input {
            dup2_stdin(&terminal)?;
        }
        Ok(Self { kept })
    }

    /// Only where both are the terminal: here it has no name.
    ///
    /// # Errors
    /// When one is not.
    #[cfg(not(unix))]
    pub fn divert() -> io::Result<Self> {
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            return Ok(Self {});
        }
        Err(io::Error::other("standard input and output lead elsewhere"))
    }

    /// Writes data where standard output led at the start. A closed pipe is no error.
    ///
    /// # Errors
    /// When writing fails otherwise.
    pub fn write(self, data: &str) -> io::Result<()> {
        #[cfg(unix)]
        let written = match self.kept {
            Some(mut kept) => kept.write_all(data.as_bytes()),
            None => io::stdout().write_all(data.as_bytes()),
        };
        #[cfg(not(unix))]
        let written = io::stdout().write_all(data.as_bytes());
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
    }
}

/// The terminal, to be read from and written to. macOS cannot wait (poll) for one that is opened by its common name, so there a
/// standard stream that leads to it comes first.
#[cfg(unix)]
fn terminal() -> io::Result<std::fs::File> {
    use std::os::fd::{AsFd, BorrowedFd};

    use rustix::fs::{OFlags, fcntl_getfl};

    let (input, output, errors) = (io::stdin(), io::stdout(), io::stderr());
    let leads_both_ways =
        |stream: &BorrowedFd| stream.is_terminal() && fcntl_getfl(stream).is_ok_and(|how| how & OFlags::RWMODE == OFlags::RDWR);
    match [input.as_fd(), output.as_fd(), errors.as_fd()].into_iter().find(leads_both_ways) {
        Some(stream) if cfg!(target_vendor = "apple") => stream.try_clone_to_owned().map(Into::into),
        _ => std::fs::OpenOptions::new().read(true).write(true).open("/dev/tty"),
    }
}
