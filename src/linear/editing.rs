//! The record shown, opened in the reader's editor, which has the terminal meanwhile.

use std::io::{self, Write};

use super::shell::LineShell;
use crate::app::EditRequest;
use crate::desktop::attend;
use crate::search::watch::RecordPlace;

impl<W: Write> LineShell<'_, W> {
    /// Opens the record, and takes what has changed.
    pub fn edit(&mut self, request: &EditRequest) -> io::Result<()> {
        let there = match self.watch.place(request.of_type, &request.id, request.copy.as_deref()) {
            Ok(RecordPlace::In(there)) => there,
            Ok(RecordPlace::Nowhere(file)) => {
                self.app.offer_copy(crate::app::Unfiled { request: request.clone(), file });
                return Ok(());
            }
            Err(reason) => {
                self.app.say(reason);
                return Ok(());
            }
        };
        let at = format!("{}, line {}", there.file.display(), there.line);
        if !self.terminal {
            self.app.say(format!("an editor needs a terminal; the record stands in {at}"));
            return Ok(());
        }
        let editing = match self.desktop.editor(&there.file, there.line) {
            Ok(editing) => editing,
            Err(reason) => {
                self.app.say(format!("{reason}; the record stands in {at}"));
                return Ok(());
            }
        };
        let mut process = match editing.command.process(self.desktop.environment()) {
            Ok(process) => process,
            Err(reason) => {
                self.app.say(reason);
                return Ok(());
            }
        };
        editing.waiting().iter().try_for_each(|words| self.say(words))?;
        self.out.flush()?;
        let ended = attend(&mut process);
        self.remarks.push(crate::text::sentence(&editing.parting(&ended)));
        if !self.take_changes() {
            self.remarks.push("Nothing has changed.".to_owned());
        }
        Ok(())
    }
}
