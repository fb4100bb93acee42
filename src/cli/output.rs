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
    /// Whether the data go to a terminal, whose lines end at `width`: there an address that is longer is cut, with a link to the whole.
    pub terminal: bool,
}

/// Whether the environment, which `variable` reads, asks for ASCII where nothing else was said: by a locale that has no other
/// characters (the first that is set of `LC_ALL`, `LC_CTYPE`, `LANG` is C or POSIX; none says nothing), or by a terminal that
/// is older than they are.
pub fn asks_for_ascii(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    matches!(locale.as_deref(), Some("C" | "POSIX")) || set("TERM").as_deref() == Some("vt52")
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

#[cfg(test)]
mod tests {
    use super::asks_for_ascii;

    #[test]
    fn the_first_locale_that_is_set_decides() {
        for (environment, ascii) in [
            (&[][..], false),
            (&[("LC_ALL", "C")], true),
            (&[("LC_ALL", "POSIX"), ("LANG", "en_GB.UTF-8")], true),
            (&[("LC_ALL", ""), ("LC_CTYPE", "C")], true),
            (&[("LC_ALL", "en_GB.UTF-8"), ("LANG", "C")], false),
            (&[("LC_CTYPE", "C.UTF-8"), ("LANG", "C")], false),
            (&[("LANG", "C")], true),
            (&[("LANG", "C.UTF-8"), ("TERM", "vt52")], true),
            (&[("TERM", "vt100")], false),
        ] {
            let variable =
                |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(asks_for_ascii(variable), ascii, "{environment:?}");
        }
    }
}
