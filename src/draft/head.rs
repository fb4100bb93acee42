//! What stands at the head of a release: its title, who issued it, and the day.

use super::dates;
use super::names::NameFinder;
use super::reading::{Passage, PassageKind};
use crate::record::{Date, Record, RecordType};

/// The head of a text.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub title: Option<String>,
    /// Who issued it, and the line that says so.
    pub publisher: Option<(String, String)>,
    /// The day that stands by itself, and the line.
    pub day: Option<(Date, String)>,
}

/// Most passages before the text begins.
const MOST: usize = 8;

/// The head of what `passages` say; `title` is what the document names itself. A title that stands nowhere among them becomes the
/// first.
pub(super) fn head(passages: &mut Vec<Passage>, title: Option<String>, names: &NameFinder<'_>) -> Head {
    let mut head = Head { title: title.map(|title| crate::text::clean(&title).into_owned()), ..Head::default() };
    for passage in passages.iter().take(MOST) {
        let line = &passage.text;
        if head.day.is_none()
            && let Some(day) = day(line)
        {
            head.day = Some((day, line.clone()));
            if is_only_day(line) {
                continue;
            }
        }
        if passage.kind == PassageKind::Paragraph {
            break;
        }
        if head.publisher.is_none()
            && head.title.as_ref() != Some(line)
            && let Some(publisher) = publisher(line, names)
        {
            head.publisher = Some((publisher, line.clone()));
        } else if head.title.is_none() && passage.kind == PassageKind::Heading && !is_only_day(line) {
            head.title = Some(line.clone());
        }
    }
    if let Some(title) = &head.title
        && !passages.iter().take(MOST).any(|passage| passage.text == *title)
    {
        passages.insert(0, Passage { kind: PassageKind::Heading, text: title.clone() });
    }
    head
}

/// The date of a line that gives little else, or of what an agency writes before its first sentence: "TOKYO, 11 August 2026 –".
fn day(line: &str) -> Option<Date> {
    let end = [" – ", " — ", " - ", "(", "（"].iter().filter_map(|sign| line.find(sign)).min();
    let first = if is_only_day(line) { line } else { &line[..end.unwrap_or(line.len())] };
    if !is_only_day(first) {
        return None;
    }
    let found = dates::dates(first).into_iter().find(|found| matches!(found.what, dates::What::Days { year: Some(_), .. }))?;
    dates::resolve(found.what, None)
}

/// Whether a line says a date and hardly anything besides.
fn is_only_day(line: &str) -> bool {
    let Some(found) = dates::dates(line).into_iter().next() else { return false };
    let rest = line.replacen(&found.text, "", 1);
    let words = rest.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    rest.chars().count() <= 40 && if super::words::is_wide(&rest) { rest.chars().count() <= 10 } else { words <= 4 }
}

/// Who issued the text, if a line is the name of a ministry or another body: as the archive has it in English, else as it stands there.
fn publisher(line: &str, names: &NameFinder<'_>) -> Option<String> {
    const BODIES: [&str; 8] = [
        "ministry of ",
        "embassy of ",
        "cabinet office",
        "office of the ",
        "министерство ",
        "посольство ",
        "мид ",
        "пресс-служба ",
    ];
    let folded = crate::text::fold(line);
    let count = line.split_whitespace().count();
    let whole = names.mentions(line).into_iter().find(|mention| {
        let rest = line.len() - (mention.range.end - mention.range.start);
        mention.of_type == RecordType::Organisation && rest <= 12
    });
    if let Some(mention) = &whole
        && let Record::Organisation(body) = names.record(mention.id)
        && crate::text::fold(&body.name) == folded
    {
        return Some(body.name.clone());
    }
    let is_body = BODIES.iter().any(|start| folded.starts_with(start)) && count <= 12;
    let is_wide =
        ["省", "庁", "府", "大使館", "総領事館", "報道官"].iter().any(|end| line.ends_with(end)) && line.chars().count() <= 20;
    (whole.is_some() || is_body || is_wide).then(|| line.to_owned())
}
