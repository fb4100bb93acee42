//! Where a command writes: data, narration, and how wide and coloured.

use std::io::{self, Write};

/// The two streams and what the reader can show.
pub struct Output<'a> {
    /// Data.
    pub out: &'a mut dyn Write,
    /// Narration.
    pub err: &'a mut dyn Write,
    /// Cells a line; text is wrapped there.
    pub width: usize,
    /// Whether text may be coloured.
    pub color: bool,
}

/// Styles of printed text, as SGR parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Style {
    Plain,
    Strong,
    Faint,
    Matched,
    Warning,
}

impl Output<'_> {
    /// `text` in a style, if colours are on. The text must be free of control characters, as all data are.
    pub fn styled(&self, text: &str, style: Style) -> String {
        let parameters = match style {
            Style::Plain => return text.to_owned(),
            Style::Strong => "1",
            Style::Faint => "2",
            Style::Matched => "1;4",
            Style::Warning => "33",
        };
        if self.color && !text.is_empty() { format!("\x1b[{parameters}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A line of narration, after the data written so far. Nobody may be listening; that is no error.
    ///
    /// # Errors
    /// When stdout cannot be written, or stderr, except for a closed pipe there.
    pub fn note(&mut self, message: &str) -> io::Result<()> {
        // Both may be one terminal, where a remark in the middle of the data would be taken for one of them.
        self.out.flush()?;
        match writeln!(self.err, "cadialog: {}", crate::text::clean(message)) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }
}
