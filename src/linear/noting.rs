//! A note of several lines, where one line is typed at a time.

use std::io::{self, Write};

use super::shell::LineShell;
use crate::app::{Effect, Mode};
use crate::keys::Action;

impl<W: Write> LineShell<'_, W> {
    /// Writes words as a further line of the note.
    pub(super) fn add_line(&mut self, words: &str) -> io::Result<Effect> {
        let effect = self.act(Action::Note);
        self.perform(&effect)?;
        if self.app.mode() != Mode::Note {
            return Ok(Effect::None);
        }
        let known = self.app.input().value().trim_end().to_owned();
        Ok(self.write(&if known.is_empty() { words.to_owned() } else { format!("{known}\n{words}") }))
    }
}
