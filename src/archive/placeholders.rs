//! Texts that stand for what is still to be written: drafts and new packs have them, and nobody should publish them.

use super::diagnostic::{Code, Fault};
use super::json::{Element, Value};
use crate::text::{quote, truncate};

/// How such a text begins.
pub(super) const MARK: &str = "To complete:";

/// Tells every text of `element` that is still to be written.
pub(super) fn placeholders(element: &Element<'_>, faults: &mut Vec<Fault>) {
    match &element.value {
        Value::Text(text) if text.trim_start().starts_with(MARK) || text.trim() == MARK.trim_end_matches(':') => {
            let message = format!("{} is still to be written", quote(&truncate(text, 60, "…")));
            let help = "write here what belongs here, or take the text away";
            faults.push(Fault::new(element.span.clone(), Code::Placeholder, message, help));
        }
        Value::Object(members) => members.iter().for_each(|member| placeholders(&member.element, faults)),
        Value::List(items) => items.iter().for_each(|item| placeholders(item, faults)),
        _ => {}
    }
}
