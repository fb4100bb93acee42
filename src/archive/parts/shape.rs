//! Files whose name says one shape of JSON and whose text has another: named once, where each line would else be a fault.

use crate::archive::diagnostic::{Code, Diagnostic, Fault, Spot};
use crate::archive::json::skip;

/// What is wrong with a `.jsonl` file that begins with this line, if it is no JSON Lines.
pub(super) fn of_lines(first: &Spot<'_>) -> Option<Diagnostic> {
    let (message, help) = match first.source.trim_ascii() {
        text if text.starts_with('[') => (
            "this is a JSON array; a .jsonl file has one record a line and nothing around them",
            "take away the brackets around the records and the commas between them, or save them as a .json pack",
        ),
        "{" => (
            "this is JSON over several lines; a .jsonl file has one record a line",
            "write each record on one line, or, if it is a pack in one file, name it .json",
        ),
        _ => return None,
    };
    let at = first.source.len() - first.source.trim_start().len();
    Some(first.diagnostic(Fault::new(at..at + 1, Code::NotAPack, message, help), None))
}

/// What is wrong with the text of a `.json` file, if it is JSON Lines: several objects, the first of them on a line.
pub(super) fn of_object(whole: &Spot<'_>) -> Option<Diagnostic> {
    let text = whole.source;
    let begin = text.len() - text.trim_start().len();
    let line = text[begin..].lines().next()?;
    let end = skip(text.as_bytes(), begin).filter(|end| *end <= begin + line.len())?;
    let rest = &text[end..];
    if !text[begin..].starts_with('{')
        || !rest.trim_start().starts_with('{')
        || !rest[..rest.len() - rest.trim_start().len()].contains('\n')
    {
        return None;
    }
    let message = "this is JSON Lines, one record a line; a .json file is one object that holds them all";
    Some(whole.diagnostic(Fault::new(begin..begin + 1, Code::NotAPack, message, "name the file .jsonl"), None))
}
