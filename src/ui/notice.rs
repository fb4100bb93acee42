//! What is laid over the lower edge for as long as it matters: a message that is longer than the last line, what may be
//! completed on the input line, and what may follow keys that have been begun.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::spans::cut;
use super::{Theme, clear, enclose, put};
use crate::app::App;
use crate::query::Candidate;
use crate::text;

/// Draws whichever of them there is over the last lines of `area`.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let most = usize::from(area.height / 2);
    let width = usize::from(area.width);
    if let Some((candidates, at)) = app.candidates() {
        // A list that is only read may take the screen under the input line; while one is taken after the other, the results are seen.
        let most = if at.is_none() { usize::from(area.height.saturating_sub(2)) } else { most }.max(1);
        lines(buffer, area, &completions(candidates, at, width, most), theme);
    } else if let Some(message) = app.message() {
        let message = text::clean(message);
        // Wrapped addresses are broken only where they are longer than a line.
        let mut wrapped: Vec<String> =
            text::wrap(&message, width.max(1), 0).into_iter().map(|range| message[range].trim().to_owned()).collect();
        if wrapped.len() > 1 && most > 1 {
            if wrapped.len() > most {
                wrapped.truncate(most);
                if let Some(last) = wrapped.last_mut() {
                    *last = format!("{} {}", text::truncate(last, width.saturating_sub(4), ""), theme.glyphs.cut);
                }
            }
            lines(buffer, area, &wrapped, theme);
        }
    }
    let begun = app.begun();
    if !begun.is_empty() {
        continuations(buffer, area, &begun, &app.continuations(), theme);
    }
}

/// Lines over the last rows, under a rule.
fn lines(buffer: &mut Buffer, area: Rect, lines: &[String], theme: &Theme) {
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(1).min(area.height);
    let place = Rect { y: area.bottom() - height, height, ..area };
    clear(buffer, place);
    buffer.set_string(place.x, place.y, theme.glyphs.horizontal.repeat(usize::from(place.width)), theme.rule(false));
    for (y, line) in (1u16..).zip(lines) {
        put(buffer, place, y, &cut(vec![Span::styled(line.as_str(), theme.strong())], usize::from(area.width), theme.glyphs.cut));
    }
}

/// Cells before what goes on of a candidate that needs more than a line.
const HANG: usize = 2;

/// The candidates on at most `most` lines, from the one that was taken on, none of them cut, and how many more there are.
fn completions(candidates: &[Candidate], at: Option<usize>, width: usize, most: usize) -> Vec<String> {
    let count = candidates.len();
    let place = at.map_or_else(|| format!("{count} fit: "), |at| format!("{} of {count}: ", at + 1));
    let each = candidates.iter().cycle().skip(at.unwrap_or(0)).take(count);
    let words: Vec<String> = each.map(|c| format!("{} {}", c.text, c.meaning).trim_end().to_owned()).collect();
    let lay = |shown: usize| -> Vec<String> {
        let more = (shown < count).then(|| format!("and {} more", count - shown));
        let mut lines = Vec::new();
        let mut line = place.clone();
        for (n, word) in words[..shown].iter().chain(&more).enumerate() {
            let lead = if n == 0 { "" } else { " · " };
            if text::width(&line) + text::width(lead) + text::width(word) <= width {
                line.push_str(lead);
                line.push_str(word);
                continue;
            }
            let begun = if n == 0 { std::mem::take(&mut line) } else { String::new() };
            lines.extend(Some(std::mem::take(&mut line)).filter(|line| !line.is_empty()));
            let whole = format!("{begun}{word}");
            let hang = width.saturating_sub(HANG).max(1);
            for (n, range) in text::wrap(&whole, hang, 0).into_iter().enumerate() {
                lines.push(format!("{}{}", if n == 0 { "" } else { "  " }, whole[range].trim()));
            }
            line = lines.pop().unwrap_or_default();
        }
        lines.push(line);
        lines
    };
    // The most that there is room for.
    let (mut fits, mut too_many) = (1, count + 1);
    while too_many - fits > 1 {
        let middle = usize::midpoint(fits, too_many);
        if lay(middle).len() <= most { fits = middle } else { too_many = middle }
    }
    lay(fits)
}

/// A small box at the lower right: a key a line, and what it does.
fn continuations(buffer: &mut Buffer, area: Rect, begun: &str, found: &[(String, &'static str)], theme: &Theme) {
    let keys = found.iter().map(|(key, _)| text::width(key)).max().unwrap_or(0);
    let widest = found.iter().map(|(_, sentence)| text::width(sentence)).max().unwrap_or(0) + keys + 2;
    let limit = |n: usize, most: u16| u16::try_from(n).unwrap_or(most).min(most);
    let (width, height) = (limit(widest + 4, area.width), limit(found.len() + 2, area.height.saturating_sub(1)));
    if found.is_empty() || width < 8 || height < 3 {
        return;
    }
    let place = Rect { x: area.right() - width, y: area.bottom() - 1 - height, width, height };
    clear(buffer, place);
    enclose(buffer, place, &format!(" {begun} {} ", theme.glyphs.cut), theme);
    let inner = Rect { x: place.x + 2, y: place.y + 1, width: width - 4, height: height - 2 };
    for (y, (key, sentence)) in (0u16..inner.height).zip(found) {
        let gap = " ".repeat(keys + 2 - text::width(key));
        let line: Line<'_> = cut(
            vec![Span::styled(key.as_str(), theme.filter()), Span::raw(gap), Span::styled(*sentence, theme.text())],
            usize::from(inner.width),
            theme.glyphs.cut,
        );
        put(buffer, inner, y, &line);
    }
}
