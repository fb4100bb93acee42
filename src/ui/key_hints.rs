//! Hints at keys: each key with a word for what it does.

use ratatui::text::Span;

use super::Theme;
use crate::app::App;
use crate::keys::Action;
use crate::text;

/// As many of the `wanted` keys as fit, or the keys pressed so far of a sequence.
pub(super) fn key_hints(app: &App, wanted: &[(Action, &str)], room: usize, theme: &Theme) -> Vec<Span<'static>> {
    let (begun, contexts) = (app.begun(), app.contexts());
    if !begun.is_empty() {
        return vec![Span::styled(format!("{begun} {}", theme.glyphs.cut), theme.strong())];
    }
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for (action, word) in wanted {
        let key = app.keymap().hint_in(contexts, *action);
        let cells = text::width(key) + 1 + text::width(word) + if spans.is_empty() { 0 } else { 2 };
        if key.is_empty() || used + cells > room {
            continue;
        }
        used += cells;
        if !spans.is_empty() {
            spans.push(Span::raw("  "));
        }
        spans.push(Span::styled(key.to_owned(), theme.filter()));
        spans.push(Span::styled(format!(" {word}"), theme.faint()));
    }
    spans
}

/// Keys on the lower edge of an overlay, each with what it does, as many as there is room for.
pub(super) fn foot_keys(keys: &[(Action, &str)], app: &App, theme: &Theme, room: usize) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 1;
    for (action, word) in keys {
        let key = app.keymap().hint(*action);
        let cells = text::width(key) + text::width(word) + 3;
        if key.is_empty() || used + cells > room {
            continue;
        }
        used += cells;
        spans.push(Span::styled(format!(" {key}"), theme.filter()));
        spans.push(Span::styled(format!(" {word} "), theme.faint()));
    }
    spans
}
