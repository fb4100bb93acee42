//! The outcome that stands inside an event or a project, as the text of a record.

use std::collections::HashSet;

use super::edits::{Edits, ObjectLayout, indent, moved};
use crate::archive::inline::made_id;
use crate::archive::json::Element;
use crate::record::{OutcomeForm, RecordType};

/// Ids of a pack that an outcome may not be given.
#[derive(Debug, Default)]
pub(super) struct TakenIds(HashSet<String>);

impl TakenIds {
    /// Notes the names of a record; only those that could be made are kept.
    pub(super) fn note(&mut self, record: &Element<'_>) {
        let aliases = record.get("aliases").map_or(&[][..], Element::items);
        let names = record.get("id").into_iter().chain(aliases).filter_map(Element::text);
        self.0.extend(names.filter(|name| name.contains("-outcome-")).map(str::to_owned));
    }

    /// The id of the outcome of this number that stands inside the record `id`, or the next that is free.
    fn give(&mut self, id: &str, number: usize) -> String {
        let mut numbers = number..;
        loop {
            let made = made_id(id, numbers.next().unwrap_or_default());
            if self.0.insert(made.clone()) {
                return made;
            }
        }
    }
}

/// The text of an outcome that is to stand elsewhere, and the blanks with which its line began.
#[derive(Debug)]
pub(super) struct MadeOutcome<'a> {
    text: String,
    indent: &'a str,
}

impl MadeOutcome<'_> {
    /// The text for a place whose lines begin with `indent`.
    pub(super) fn at(&self, indent: &str) -> String {
        moved(&self.text, self.indent, indent)
    }
}

/// The record of the outcome `item`, which stands as the one of this number inside `record`; with its type, for a line.
pub(super) fn made<'a>(
    text: &'a str,
    of_type: RecordType,
    record: &Element<'_>,
    (number, item): (usize, &Element<'_>),
    is_line: bool,
    taken: &mut TakenIds,
) -> MadeOutcome<'a> {
    let style = ObjectLayout::of(text, item);
    let raw = |key: &str| record.get(key).map(|element| &text[element.span.clone()]);
    let id = record.get("id").and_then(Element::text).unwrap_or_default();
    let mut head = Vec::new();
    if is_line {
        head.push(style.member("type", "\"outcome\""));
    }
    head.push(style.member("id", &format!("\"{}\"", taken.give(id, number))));
    if raw("override") == Some("true") {
        head.push(style.member("override", "true"));
    }
    let mut edits = Edits::default();
    let first = item.members().first().map_or(item.span.start + 1, |first| first.key_span.start);
    edits.insert(first, head.into_iter().map(|member| member + &style.gap()).collect::<String>());
    let mut behind_text = vec![style.member("form", &format!("\"{}\"", OutcomeForm::Discussion.label()))];
    behind_text.push(style.member(of_type.name(), raw("id").unwrap_or("\"\"")));
    if of_type == RecordType::Project {
        behind_text.extend(raw("date").map(|date| style.member("date", date)));
    }
    let at = item.get("text").map_or(item.span.end - 1, |words| words.span.end);
    edits.insert(at, behind_text.into_iter().map(|member| style.gap() + &member).collect::<String>());
    if let Some(sources) = sources(text, record, item, style) {
        match item.get("sources") {
            Some(own) if own.items().is_empty() => edits.replace(own.span.clone(), sources),
            Some(_) => {}
            None => {
                let end = item.members().last().map_or(at, |last| last.element.span.end);
                edits.insert(end, style.gap() + &style.member("sources", &sources));
            }
        }
    }
    MadeOutcome { text: edits.apply(text, item.span.clone()), indent: indent(text, item.span.start) }
}

/// The sources of the record, laid out as the outcome is.
fn sources(text: &str, record: &Element<'_>, item: &Element<'_>, style: ObjectLayout<'_>) -> Option<String> {
    let sources = record.get("sources").filter(|sources| !sources.items().is_empty())?;
    let whole = &text[sources.span.clone()];
    if whole.contains('\n') && style.has_lines() {
        let inner = item.members().first().map_or("", |first| indent(text, first.key_span.start));
        return Some(moved(whole, indent(text, sources.span.start), inner));
    }
    let each: Vec<&str> = sources.items().iter().map(|source| &text[source.span.clone()]).collect();
    Some(if whole.contains('\n') { format!("[{}]", each.join(style.comma())) } else { whole.to_owned() })
}
