//! What a find says of itself: its count, in the title of the detail and behind the input line.

use ratatui::style::Style;
use ratatui::text::Span;

use super::Theme;
use crate::app::{FindTarget, Highlights};

/// "2 of 7"; "0 places" when there is none.
pub(super) fn count(found: &Highlights) -> String {
    if found.count() == 0 { "0 places".to_owned() } else { format!("{} of {}", found.number(), found.count()) }
}

/// As the title of the detail says it: `2 of 7 “tokyo”`, "2 of 7 lit" for the words of the search.
pub(super) fn in_title(found: &Highlights) -> String {
    match found.sought() {
        FindTarget::Text(words) => format!("{} “{}”", count(found), crate::text::clean(words)),
        FindTarget::Search => format!("{} lit", count(found)),
    }
}

/// A stretch of a line, and how it is lit.
pub(super) type Mark = (std::ops::Range<usize>, Style);

/// `text`, which begins at byte `at` of its line, in `base`, with the marks of the line laid over it.
pub(super) fn marked(text: &str, at: usize, marks: &[Mark], base: Style) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut done = 0;
    for (range, style) in marks {
        let (from, to) = (range.start.saturating_sub(at).max(done), range.end.saturating_sub(at).min(text.len()));
        let (Some(before), Some(own)) = (text.get(done..from), text.get(from..to)) else { continue };
        if !own.is_empty() {
            if !before.is_empty() {
                spans.push(Span::styled(before.to_owned(), base));
            }
            spans.push(Span::styled(own.to_owned(), base.patch(*style)));
            done = to;
        }
    }
    if let Some(rest) = text.get(done..).filter(|rest| !rest.is_empty()) {
        spans.push(Span::styled(rest.to_owned(), base));
    }
    spans
}

/// The marks of a line on which something was found.
pub(super) fn marks(found: &Highlights, line: usize, theme: &Theme) -> Vec<Mark> {
    found.on(line).map(|(range, current)| (range, if current { theme.current() } else { theme.matched() })).collect()
}
