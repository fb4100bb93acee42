//! A record in the list of its own type: its date under the heading of its year, what it says or is called, and what else tells it
//! from its neighbours.

use ratatui::text::{Line, Span};

use super::Theme;
use super::spans::{ends, found};
use crate::app::App;
use crate::archive::{Id, Relation};
use crate::page;
use crate::record::{Event, Record, Status};
use crate::text;

/// Width from which a row has room for the kind in words.
pub(super) const WORDS_FROM: usize = 60;

fn event_line(id: Id, pointer: &str, width: usize, app: &App, theme: &Theme) -> Line<'static> {
    let Some(event) = app.archive().event(id) else { return Line::default() };
    let (glyph, look) = theme.kind(event.kind, event.status);
    let mut left = vec![
        Span::raw(format!("{pointer} ")),
        Span::styled(format!("{} ", text::padded(&event.date.brief(app.language()), 10)), theme.faint()),
        Span::styled(format!("{glyph} "), look),
    ];
    left.extend(signs(id, app, theme));
    // "(planned)" at the end of a title is said at the end of the row.
    let said = format!(" ({})", event.status.label());
    let title = event.title.strip_suffix(said.as_str()).filter(|_| event.status != Status::Held).unwrap_or(&event.title);
    let lit = app.view().lit_in(app.catalogue(), Some(id));
    left.extend(found(title, width, &lit, theme.text(), theme.matched()));
    ends(left, status(event, width, theme), width, theme.glyphs.cut)
}

/// What stands before the title of a record that the reader has marked, or written a note on, or that is new to them.
pub(super) fn signs(id: Id, app: &App, theme: &Theme) -> impl Iterator<Item = Span<'static>> {
    let signs =
        [(app.is_marked(id), theme.glyphs.mark), (app.has_note(id), theme.glyphs.note), (app.is_new(id), theme.glyphs.new)];
    let look = theme.filter();
    signs.into_iter().filter(|(there, _)| *there).map(move |(_, glyph)| Span::styled(format!("{glyph} "), look))
}

/// What stands at the end of an event's row: that it was not held, or its kind in a word.
fn status(event: &Event, width: usize, theme: &Theme) -> Vec<Span<'static>> {
    if event.status != Status::Held {
        vec![Span::styled(event.status.label(), theme.warning())]
    } else if width >= WORDS_FROM {
        vec![Span::styled(event.kind.short(), theme.faint())]
    } else {
        Vec::new()
    }
}

/// Share of a row, in parts of a hundred, that what stands at its end may take.
const END_SHARE: usize = 35;

pub(super) fn line(id: Id, pointer: &str, width: usize, app: &App, theme: &Theme) -> Line<'static> {
    let archive = app.archive();
    let record = archive.record(id);
    if let Record::Event(_) = record {
        return event_line(id, pointer, width, app, theme);
    }
    let mut left = vec![Span::raw(format!("{pointer} "))];
    if record.record_type().is_dated() {
        let date = archive.date(id).map(|date| date.brief(app.language())).unwrap_or_default();
        left.push(Span::styled(format!("{} ", text::padded(&date, 10)), theme.faint()));
    }
    left.extend(signs(id, app, theme));
    let title = page::headline(archive, id, app.language());
    let lit = app.view().lit_in(app.catalogue(), Some(id));
    left.extend(found(&title, width, &lit, theme.text(), theme.matched()));
    let end = if width >= WORDS_FROM || !record.record_type().is_dated() { about(id, app) } else { brief(id, app) };
    let end = text::truncate(&end, width * END_SHARE / 100, theme.glyphs.cut).into_owned();
    ends(left, vec![Span::styled(end, theme.faint())], width, theme.glyphs.cut)
}

/// What stands at the end of a row with little room: the form of an outcome, else nothing.
fn brief(id: Id, app: &App) -> String {
    match app.archive().record(id) {
        Record::Outcome(outcome) => outcome.form.label().to_owned(),
        Record::Quote(_) => page::speaker_briefly(app.archive(), id, app.language()),
        _ => String::new(),
    }
}

/// What stands at the end of a row: who spoke, what form or kind it is, where somebody or something belongs.
fn about(id: Id, app: &App) -> String {
    let (archive, language) = (app.archive(), app.language());
    let linked = |relation| archive.linked(id, relation).next().map(|other| archive.title(other, language).to_owned());
    match archive.record(id) {
        Record::Quote(_) => page::speaker_briefly(archive, id, language),
        Record::Outcome(outcome) => match outcome.state().filter(|_| outcome.is_commitment()) {
            Some(state) => format!("{}, {}", outcome.form.label(), state.label()),
            None => outcome.form.label().to_owned(),
        },
        Record::Document(document) => document.kind.label().to_owned(),
        Record::Organisation(body) => body.abbreviation.clone().or_else(|| linked(Relation::Country)).unwrap_or_default(),
        Record::Person(_) | Record::Place(_) | Record::Project(_) => linked(Relation::Country).unwrap_or_default(),
        Record::Source(source) => {
            let date = page::brief_date(archive, id, language);
            [source.publisher.clone(), date].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}
