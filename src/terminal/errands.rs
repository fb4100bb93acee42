//! What is done outside by other programs, beside the loop: texts given to the clipboard, addresses opened. What becomes of
//! it is told when it is known.

use std::io;
use std::process::ExitStatus;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use super::channel::Sender;
use super::clipboard;
use crate::app::Clip;
use crate::archive::RecordOrigin;
use crate::desktop::{Browser, Desktop, Unopened};

/// How long the end of the program waits for a text that is still being given away.
const PATIENCE: Duration = Duration::from_secs(5);

/// What came of an errand.
#[derive(Debug)]
enum ErrandReport {
    /// A text was taken by a program, or by none; what was wrong with others.
    Copied(Clip, Option<String>, Vec<String>),
    Opened,
    /// No browser opened the address; it was given to the clipboard instead.
    Unopened(Clip, Option<String>, Vec<String>),
}

/// Gives the terminal to a program until that ends, with some words on it: how it ended, unless the terminal cannot be had back.
pub(super) type Lend = fn(&mut std::process::Command, Option<&str>) -> io::Result<io::Result<ExitStatus>>;

/// The errands that are run.
#[derive(Debug)]
pub(super) struct Errands {
    desktop: Arc<Desktop>,
    sender: Sender,
    to: mpsc::Sender<ErrandReport>,
    from: mpsc::Receiver<ErrandReport>,
    /// Texts that are being given away.
    copying: usize,
}

impl Errands {
    pub fn new(desktop: Desktop, sender: Sender) -> Self {
        let (to, from) = mpsc::channel();
        Self { desktop: Arc::new(desktop), sender, to, from, copying: 0 }
    }

    fn run(&mut self, errand: impl FnOnce(&Desktop) -> ErrandReport + Send + 'static) {
        let (desktop, to, sender) = (Arc::clone(&self.desktop), self.to.clone(), self.sender.clone());
        std::thread::spawn(move || {
            if to.send(errand(&desktop)).is_ok() {
                sender.wake();
            }
        });
    }

    /// Gives a text to the clipboard: to a program if there is one for that, else to the terminal, of which can be told at
    /// once.
    pub fn copy(&mut self, clip: &Clip) -> io::Result<Option<String>> {
        if !self.desktop.has_clipboard() {
            return clipboard::send(clip, self.desktop.environment(), &mut io::stdout()).map(Some);
        }
        let clip = clip.clone();
        self.copying += 1;
        self.run(move |desktop| {
            let (taker, faults) = desktop.copy(&clip.text);
            ErrandReport::Copied(clip, taker, faults)
        });
        Ok(None)
    }

    /// Opens an address in a web browser. One that draws in the terminal has it while it runs: `lend` gives it away,
    /// waits, and takes it back.
    pub fn open(&mut self, address: &str, lend: Lend) -> io::Result<Option<String>> {
        let browsers = self.desktop.browsers(address);
        if let Some(Browser { command, in_terminal: true, .. }) = browsers.iter().find(|browser| self.desktop.has(browser))
            && let Ok(mut process) = command.process(self.desktop.environment())
        {
            return lend(&mut process, None)?.map(|_| Some(format!("back from {}", command.name())));
        }
        let clip = Clip { what: "address".to_owned(), text: address.to_owned() };
        self.run(move |desktop| match desktop.open(&browsers, &clip.text) {
            Ok(()) => ErrandReport::Opened,
            Err(Unopened(faults)) => {
                let (taker, _) = desktop.copy(&clip.text);
                ErrandReport::Unopened(clip, taker, faults)
            }
        });
        Ok(None)
    }

    /// Opens a file in the reader's editor, which has the terminal while it runs. Says what became of it, and how
    /// it ended, if it ran.
    pub fn edit(&self, there: &RecordOrigin, lend: Lend) -> io::Result<(String, Option<ExitStatus>)> {
        let begun = self.desktop.editor(&there.file, there.line).and_then(|editing| {
            let process = editing.command.process(self.desktop.environment())?;
            Ok((editing, process))
        });
        let (editing, mut process) = match begun {
            Ok(begun) => begun,
            Err(reason) => {
                let at = format!("{}, line {}", there.file.display(), there.line);
                return Ok((format!("{reason}; the record stands in {at}"), None));
            }
        };
        let ended = lend(&mut process, editing.waiting().as_deref())?;
        let line = if editing.at_line { String::new() } else { format!("; the record stands in line {}", there.line) };
        Ok((editing.parting(&ended) + &line, ended.ok()))
    }

    /// What has come of an errand and is worth a word.
    pub fn look(&mut self) -> Option<String> {
        while let Ok(report) = self.from.try_recv() {
            if let Some(words) = self.settle(report) {
                return Some(words);
            }
        }
        None
    }

    /// What is to be said of a text that a program took; if none did, the terminal gets it.
    fn done(&self, clip: &Clip, taker: Option<&str>) -> String {
        if let Some(by) = taker {
            return clipboard::taken(clip, by);
        }
        let sent = clipboard::send(clip, self.desktop.environment(), &mut io::stdout());
        sent.unwrap_or_else(|error| format!("{} is not copied: {error}", clip.name()))
    }

    fn settle(&mut self, report: ErrandReport) -> Option<String> {
        match report {
            ErrandReport::Opened => None,
            ErrandReport::Copied(clip, taker, faults) => {
                self.copying = self.copying.saturating_sub(1);
                let done = self.done(&clip, taker.as_deref());
                Some(std::iter::once(done).chain(faults).collect::<Vec<_>>().join("; "))
            }
            ErrandReport::Unopened(clip, taker, faults) => {
                let done = self.done(&clip, taker.as_deref());
                Some(format!("no web browser could be started ({}): {} ; {done}", faults.join(", "), clip.text))
            }
        }
    }
}

/// A text that was copied just before the end is not lost.
impl Drop for Errands {
    fn drop(&mut self) {
        while self.copying > 0 {
            let Ok(report) = self.from.recv_timeout(PATIENCE) else { return };
            self.settle(report);
        }
    }
}
