//! The timeline: events under their years, newest first, with a strip of how many a year; or, while the query has words,
//! the ranked results over all record types.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::spans::{cut, ends, found};
use super::{Theme, concordance, layout, listed, put, spans, title, types};
use crate::app::{App, Focus, Row, UNDATED};
use crate::keys::Action;
use crate::page;
use crate::record::Record;
use crate::search::{Hit, HitSection};
use crate::text;
use crate::view::MatchedText;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    let places = app.concordance();
    title(buffer, area, Focus::Timeline, &app.title(Focus::Timeline), app, theme);
    if let Some(area) = layout::types(area) {
        types::draw(buffer, area, app, theme);
    }
    if let Some(area) = layout::strip(area) {
        strip(buffer, area, app, theme);
    }
    let inner = layout::timeline_rows(area);
    let width = usize::from(inner.width);
    let cursor = app.cursor(Focus::Timeline);
    let focused = app.focus() == Focus::Timeline;
    if app.rows().is_empty() {
        nothing(buffer, inner, app, theme);
    }
    for (y, (n, row)) in (0u16..inner.height).zip(app.rows().iter().enumerate().skip(cursor.offset())) {
        let selected = n == cursor.selected();
        let pointer = if selected { theme.glyphs.selected } else { " " };
        let line = match *row {
            Row::Year { year, count, folded } => year_line(year, count, folded, pointer, width, theme),
            Row::Divider(section) => divider(section, width, app, theme),
            Row::Place(_, place) => places
                .and_then(|places| places.lines().get(place))
                .map_or_else(Line::default, |place| concordance::line(place, pointer, width, app, theme)),
            Row::Record(_) if app.view().hits.is_some() && app.view().listed.is_none() => {
                app.hit_at(n).map_or_else(Line::default, |hit| hit_line(hit, pointer, width, app, theme))
            }
            Row::Record(id) => listed::line(id, pointer, width, app, theme),
        };
        put(buffer, inner, y, &spans::row(line, theme.row(selected, focused)));
    }
}

/// One column a year over the whole archive, or one for several years where there are many, as high as the events within the
/// query are many.
fn strip(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let density = app.density();
    let Some(last) = i32::try_from(density.counts.len()).ok().filter(|years| *years > 0).map(|years| density.first + years - 1)
    else {
        return;
    };
    let (before, behind) = (format!(" {} ", density.first), format!(" {last}"));
    let room = usize::from(area.width).saturating_sub(before.len() + behind.len());
    if room == 0 {
        return;
    }
    let counts: Vec<usize> = density.counts.chunks(density.counts.len().div_ceil(room)).map(|years| years.iter().sum()).collect();
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let columns = theme.glyphs.columns;
    let column = |count: usize| columns[(count * (columns.len() - 1)).div_ceil(most)];
    let chart: String = counts.iter().map(|&count| column(count)).collect();
    let line = Line::from(vec![
        Span::styled(before, theme.faint()),
        Span::styled(chart, theme.chart()),
        Span::styled(behind, theme.faint()),
    ]);
    put(buffer, area, 0, &line);
}

fn year_line(year: i32, count: usize, folded: bool, pointer: &str, width: usize, theme: &Theme) -> Line<'static> {
    let fold = if folded { theme.glyphs.folded } else { theme.glyphs.open };
    let year = if year == UNDATED { "without a date".to_owned() } else { year.to_string() };
    let left = format!("{pointer} {fold} {year} ");
    let right = format!(" {count} ");
    let rule = theme.glyphs.horizontal.repeat(width.saturating_sub(text::width(&left) + right.len()));
    cut(
        vec![Span::styled(left, theme.strong()), Span::styled(rule, theme.faint()), Span::styled(right, theme.faint())],
        width,
        theme.glyphs.cut,
    )
}

fn divider(section: HitSection, width: usize, app: &App, theme: &Theme) -> Line<'static> {
    let mut words = format!("{0}{0} {1} ", theme.glyphs.horizontal, app.view().divider(section));
    if section == HitSection::Topic {
        let offer = format!("{} {} whole topic ", theme.glyphs.between, app.keymap().hint(Action::WholeTopic));
        words.push_str(if text::width(&words) + text::width(&offer) <= width { &offer } else { "" });
    }
    let rule = theme.glyphs.horizontal.repeat(width.saturating_sub(text::width(&words)));
    cut(vec![Span::styled(format!("{words}{rule}"), theme.faint())], width, theme.glyphs.cut)
}

/// Share of a row, in parts of a hundred, that the title keeps beside what shows why the record was found.
const TITLE_SHARE: usize = 45;

/// Fewest cells in which a passage says anything.
const SHORTEST_PASSAGE: usize = 16;

fn hit_line(hit: &Hit, pointer: &str, width: usize, app: &App, theme: &Theme) -> Line<'static> {
    let id = hit.id;
    let record = app.archive().record(id);
    let title = page::headline(app.archive(), id, app.language());
    let kind = match record {
        Record::Event(event) => theme.kind(event.kind, event.status),
        Record::Quote(_) => (theme.glyphs.quote, theme.chart()),
        _ => (" ", theme.text()),
    };
    let mut left = vec![Span::raw(format!("{pointer} ")), Span::styled(format!("{} ", kind.0), kind.1)];
    left.extend(listed::signs(id, app, theme));
    // Events and quotes have their type by their sign; a narrow list has more use for the cells.
    let signed = matches!(record, Record::Event(_) | Record::Quote(_)) && width < listed::WORDS_FROM;
    let kind = if signed { "" } else { record.record_type().name() };
    let date = page::brief_date(app.archive(), id, app.language());
    let right = [kind.to_owned(), date].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let lit = app.view().lit_of(app.catalogue(), hit);
    let room = width.saturating_sub(text::width(&right) + 6);
    let passage = passage(hit, room.saturating_sub(room * TITLE_SHARE / 100), app);
    match passage {
        Some(passage) => {
            let own = text::width(&title).min(room * TITLE_SHARE / 100);
            let shown = text::truncate(&title, own, theme.glyphs.cut).into_owned();
            left.extend(found(&shown, width, &lit, theme.text(), theme.matched()));
            let of = if passage.is_own { format!("{} ", theme.glyphs.note) } else { String::new() };
            left.push(Span::styled(format!(" {} {of}", theme.glyphs.between), theme.faint()));
            left.extend(spans::lit(&passage.text, &passage.lit, theme.faint(), theme.matched()));
        }
        None => left.extend(found(&title, width, &lit, theme.text(), theme.matched())),
    }
    ends(left, vec![Span::styled(right, theme.faint())], width, theme.glyphs.cut)
}

/// What shows why a record was found, where its title does not.
fn passage(hit: &Hit, room: usize, app: &App) -> Option<MatchedText> {
    if room < SHORTEST_PASSAGE {
        return None;
    }
    if !app.query().parsed.has_words() {
        // Among what the reader keeps the first line of a note tells most.
        let note = app.annotations().note_on(hit.id).filter(|_| app.query().asks_for_annotations())?;
        return Some(MatchedText::of_note(text::truncate(note.lines().next().unwrap_or_default(), room, "…").as_ref()));
    }
    let passage = app.view().passages(app.catalogue()).of(hit, room);
    (!passage.is_title && !passage.lit.is_empty()).then_some(passage)
}

/// What to say when the query selects nothing.
fn nothing(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let (tried, remedy) = app.nothing_found();
    let tried = tried.into_iter().map(|thought| (thought, theme.strong()));
    for (y, (words, style)) in (1u16..).zip(tried.chain([(remedy, theme.faint())])) {
        put(buffer, area, y, &cut(vec![Span::raw("  "), Span::styled(words, style)], usize::from(area.width), theme.glyphs.cut));
    }
}
