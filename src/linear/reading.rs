//! A record read line by line: no bullets, brackets or dots that speech would stumble over, links numbered.

use std::ops::Range;

use crate::app::{App, Detail, WrappedLine};
use crate::page::{BlockKind, Look, Target};

/// Every line of the record that says something.
pub(super) fn page(detail: &Detail) -> Vec<String> {
    lines(detail, 0..detail.lines().len())
}

/// Those of some lines that say something.
pub(super) fn lines(detail: &Detail, which: Range<usize>) -> Vec<String> {
    detail.lines()[which].iter().filter(|line| says_something(line)).map(spoken).collect()
}

/// The line at which the reader is.
pub(super) fn line(detail: &Detail) -> Option<String> {
    detail.lines().get(detail.scroll()).map(spoken)
}

/// The number of the line at which the reader is, from 1, and how many there are.
pub(super) fn position(detail: &Detail) -> (usize, usize) {
    let told = |lines: &[WrappedLine]| lines.iter().filter(|line| says_something(line)).count();
    let lines = detail.lines();
    (told(&lines[..lines.len().min(detail.scroll() + 1)]), told(lines))
}

/// Whether the reader is at a line that only sets others apart.
pub(super) fn is_blank(detail: &Detail) -> bool {
    detail.lines().get(detail.scroll()).is_some_and(|line| !says_something(line))
}

/// A link by its number, from 0: "event: 13th Tokyo Dialogue".
pub(super) fn named_link(app: &App, number: usize) -> String {
    let kind = match app.detail().link_target(number) {
        Some(Target::Record(id)) => app.archive().record_type(*id).name(),
        _ => "address",
    };
    format!("{kind}: {}", link(app.detail(), number))
}

/// The words of a link.
fn link(detail: &Detail, link: usize) -> String {
    let segments = detail.lines().iter().flat_map(|line| &line.segments);
    segments.filter(|segment| segment.link == Some(link)).map(|segment| segment.text.as_str()).collect()
}

fn says_something(line: &WrappedLine) -> bool {
    !line.segments.is_empty() || !line.lead.trim().is_empty()
}

fn spoken(line: &WrappedLine) -> String {
    let mut spoken = lead(line.lead.trim());
    for segment in &line.segments {
        match numbers(&segment.text).filter(|_| segment.look == Look::Faint) {
            Some(sources) => spoken.push_str(&sources),
            None => spoken.push_str(&segment.text.replace(" · ", ", ")),
        }
        if let Some(link) = segment.link {
            spoken.push_str(&format!(" (link {})", link + 1));
        }
    }
    if line.kind == BlockKind::Heading {
        spoken.push(':');
    }
    spoken
}

/// What stands before a line: nothing for a bullet, the number of a source, a label.
fn lead(lead: &str) -> String {
    match (lead, lead.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))) {
        ("" | "•", _) => String::new(),
        (_, Some(number)) => format!("Source {number}: "),
        (label, None) => format!("{}: ", label.trim_end_matches(':')),
    }
}

/// " [1][3]" as " (sources 1, 3)"; none for any other text.
fn numbers(text: &str) -> Option<String> {
    let inside = text.strip_prefix(" [")?.strip_suffix(']')?;
    let numbers: Vec<&str> = inside.split("][").collect();
    let plain = numbers.iter().all(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()));
    plain.then(|| format!(" (source{} {})", if numbers.len() > 1 { "s" } else { "" }, numbers.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_for_the_eye_become_words() {
        assert_eq!(numbers(" [1][13]").as_deref(), Some(" (sources 1, 13)"));
        assert_eq!(numbers(" [2]").as_deref(), Some(" (source 2)"));
        assert_eq!(numbers(" [sic]"), None);
        assert_eq!(lead("[4]"), "Source 4: ");
        assert_eq!(lead("Your note:"), "Your note: ");
        assert_eq!(lead("Chair"), "Chair: ");
        assert_eq!(lead("•"), "");
    }
}
