//! A file as the text that is drafted from: its format, its encoding, and what is to be told of both.

use super::{DraftError, LONGEST, docx, html};
use crate::text;

/// The text of a file.
#[derive(Debug, Default)]
pub(super) struct FileText {
    /// As the document itself names it.
    pub title: Option<String>,
    pub text: String,
    /// What was guessed, and what of the file is not in the text.
    pub remarks: Vec<String>,
}

/// The text of a Word document, or of bytes in any encoding.
///
/// # Errors
/// When it is of another format, damaged, or too long.
pub(super) fn open(bytes: &[u8]) -> Result<FileText, DraftError> {
    let refused = |what: &str| Err(DraftError::Unreadable { reason: what.to_owned() });
    match bytes {
        [b'P', b'K', 3 | 5 | 7, ..] => {
            let (text, remarks) = docx::open(bytes).map_err(|reason| DraftError::Unreadable { reason })?;
            return Ok(FileText { title: None, text, remarks });
        }
        [b'%', b'P', b'D', b'F', ..] => return refused("it is a PDF; save its text, as pdftotext does"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return refused("it is an old or locked Word document; save it as .docx or as text"),
        _ => {}
    }
    if bytes.len() > 4 * LONGEST {
        return Err(DraftError::TooLong);
    }
    let (words, encoding) = text::decode(bytes, None);
    // Letters that are none, and controls that no text has.
    let count = words.chars().count();
    let strange =
        words.chars().filter(|c| *c == '\u{fffd}' || c.is_control() && !matches!(c, '\t'..='\r' | '\u{1b}' | '\u{85}')).count();
    if strange * 10 > count {
        return refused("it is no text; give plain text, HTML or a .docx document");
    }
    let mut document = of_text(&words);
    document.remarks.extend(encoding.doubt());
    Ok(document)
}

/// Plain text, Markdown or HTML.
pub(super) fn of_text(text: &str) -> FileText {
    let start: String = text.chars().take(4000).collect::<String>().to_ascii_lowercase();
    let is_html = ["<!doctype", "<html", "<body", "<p>", "<p ", "<div", "<article"].iter().any(|tag| start.contains(tag));
    if !is_html {
        return FileText { text: text.to_owned(), ..FileText::default() };
    }
    let page = html::read(text);
    let title = page.title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty());
    let left = text::count(page.left_out, "word");
    let told = (page.left_out > 0).then(|| format!("left out of the page: {left} of its menus, head, foot and forms"));
    FileText { title, text: page.text, remarks: told.into_iter().collect() }
}
