//! What is told of the state: where the reader is, what stands there, and what a command changed.

use super::{command, reading};
use crate::app::{App, Focus, QuoteScope, Row, STALE, Standing};
use crate::archive::Id;
use crate::keys::Action;
use crate::page::{self, Target};
use crate::text::{count, join_and, sentence};

/// The state as far as a reader notices its changes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct State {
    focus: Focus,
    filters: Vec<Id>,
    asked: String,
    shown: Option<Id>,
    link: Option<usize>,
    /// The cursor of the focused list, or the line of the detail.
    pub place: (Focus, usize),
    overlay: Option<String>,
    content: Vec<String>,
}

impl State {
    /// The state of `app` now.
    pub fn of(app: &App) -> Self {
        let focus = app.focus();
        let detail = app.detail();
        let at = if focus == Focus::Detail { detail.scroll() } else { app.cursor(focus).selected() };
        Self {
            focus,
            filters: app.query().countries.iter().chain(&app.query().topics).copied().collect(),
            asked: app.query().text.clone(),
            shown: detail.id(),
            link: detail.link(),
            place: (focus, at),
            overlay: command::overlay(app.mode()),
            content: row(app),
        }
    }
}

/// How much is told of the record that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// All of it when it is new, else the line that was gone to.
    Reading,
    /// Of a record that was read before its title and the line that is returned to.
    Returning,
    /// Every line that was gone over.
    Paging,
}

impl Manner {
    /// How an action is answered.
    pub fn of(action: Action) -> Self {
        match action {
            Action::Back | Action::HistoryBack | Action::HistoryForward => Self::Returning,
            Action::PageDown | Action::PageUp | Action::HalfPageDown | Action::HalfPageUp => Self::Paging,
            _ => Self::Reading,
        }
    }
}

/// Lines of a record that are read at once; some countries have thousands.
pub(super) const MOST: usize = 120;

/// What to say when a movement leads nowhere; none for other actions.
pub(super) fn end(action: Action) -> Option<&'static str> {
    match action {
        Action::Down | Action::HalfPageDown | Action::PageDown | Action::Bottom => Some("this is the end"),
        Action::Up | Action::HalfPageUp | Action::PageUp | Action::Top => Some("this is the beginning"),
        _ => None,
    }
}

/// Where the reader is, and what is asked and hidden: "Timeline, event 3 of 81. Nothing hidden."
pub(super) fn standing(app: &App) -> String {
    let mut said = format!("{}.", place(app));
    let Standing { doubt, parts } = app.standing();
    said.extend(doubt.map(|doubt| format!(" {}", sentence(&doubt))));
    said.push(' ');
    match parts.split_first() {
        Some((query, counts)) => said.push_str(&format!("Showing {query}: {}.", counts.join(", "))),
        None => said.push_str(&sentence(Standing::NOTHING_HIDDEN)),
    }
    if app.is_stale() {
        said.push_str(&format!(" {}", sentence(STALE)));
    }
    if let Some(name) = command::overlay(app.mode()) {
        let key = app.keymap().hint(Action::Back);
        said.push_str(&format!(" The {name} is open, which is for the eye; {key} closes it."));
    }
    said
}

/// The pane and the place in it: "Results, record 1 of 12".
fn place(app: &App) -> String {
    let focus = app.focus();
    if focus == Focus::Detail {
        let (line, all) = reading::position(app.detail());
        let what = app.title(Focus::Detail).join(", ").to_lowercase();
        let links = count(app.detail().link_count(), "link");
        return if all == 0 { "Detail, no record".to_owned() } else { format!("Detail, {what}, line {line} of {all}, {links}") };
    }
    let pane = match (focus, app.quotes().1) {
        (Focus::Quotes, QuoteScope::Record(id)) => {
            format!("Quotes of {}", page::headline(app.archive(), id, app.language()))
        }
        _ => app.title(focus).swap_remove(0),
    };
    let position = app.position(focus);
    match position.number {
        Some(number) => format!("{pane}, {} {number} of {}", position.noun, position.of),
        None => format!("{pane}, {}", count(position.of, position.noun)),
    }
}

/// What stands at the cursor of a list; nothing in the detail.
fn row(app: &App) -> Vec<String> {
    match app.focus() {
        Focus::Countries => facet(app, &app.view().countries),
        Focus::Topics => facet(app, &app.view().topics),
        Focus::Timeline => match app.row() {
            Some(Row::Year { year, count: events, folded }) => {
                let fold = if folded { "folded" } else { "unfolded" };
                vec![format!("{year}: {}, {fold}.", count(events, "event"))]
            }
            Some(Row::Record(id)) => vec![record(app, id)],
            Some(Row::Place(id, n)) => {
                let place = app.concordance().and_then(|places| places.lines().get(n));
                let words = place.map(|place| sentence(format!("{} {} {}", place.left, place.hit, place.right).trim()));
                words.into_iter().chain([record(app, id)]).collect()
            }
            Some(Row::Divider(_)) => Vec::new(),
            None => {
                let (tried, remedy) = app.nothing_found();
                tried.iter().chain([&remedy]).map(|thought| sentence(thought)).collect()
            }
        },
        Focus::Quotes => vec![app.current().map_or_else(|| "No quote in view.".to_owned(), |id| record(app, id))],
        Focus::Detail => Vec::new(),
    }
}

/// "Kazakhstan: 61 events, chosen."
fn facet(app: &App, list: &[(Id, usize)]) -> Vec<String> {
    let at = app.cursor(app.focus()).selected();
    let noun = if app.hit_count().is_some() { "record" } else { "event" };
    let line = |&(id, number): &(Id, usize)| {
        let chosen = if app.query().filters_by(id) { ", chosen" } else { "" };
        format!("{}: {}{chosen}.", app.archive().title(id, app.language()), count(number, noun))
    };
    list.get(at).map(line).into_iter().collect()
}

/// A record's line, and what the screen shows by marks and dividers.
fn record(app: &App, id: Id) -> String {
    let mut line = page::line(app.archive(), id, app.language());
    let similar = |hits: &crate::query::Hits| hits.list[hits.similar..].iter().any(|hit| hit.id == id);
    if app.focus() == Focus::Timeline && app.view().hits.as_ref().is_some_and(similar) {
        line.push_str(" A similar spelling.");
    }
    if app.is_marked(id) {
        line.push_str(" Marked.");
    }
    line
}

/// All that stands where the reader is: the row, or the whole record.
pub(super) fn everything(app: &App) -> Vec<String> {
    if app.focus() != Focus::Detail {
        return row(app);
    }
    let mut lines = reading::page(app.detail());
    if lines.len() > MOST {
        let rest = count(lines.split_off(MOST).len(), "more line");
        let (down, page) = (app.keymap().hint(Action::Down), app.keymap().hint(Action::PageDown));
        lines.push(format!("{rest}: {down} or an empty line reads the next, {page} reads ten."));
        return lines;
    }
    let marked = app.detail().id().is_some_and(|id| app.is_marked(id));
    lines.extend(marked.then(|| "Marked.".to_owned()));
    let back = app.keymap().hint(Action::Back);
    lines.push(format!("End of the record; the number of a link follows it, {back} goes back."));
    lines
}

/// What stands where the reader is, as far as it is new to the reader.
pub(super) fn content(before: &State, now: &State, manner: Manner, app: &App) -> Vec<String> {
    if now.focus != Focus::Detail {
        let new = now.content != before.content || now.place != before.place;
        return if new { now.content.clone() } else { Vec::new() };
    }
    let line = || reading::line(app.detail()).into_iter();
    if (before.focus, before.shown) == (now.focus, now.shown) {
        let (from, to) = (before.place.1, now.place.1);
        return match manner {
            _ if from == to => Vec::new(),
            Manner::Paging if from < to => reading::lines(app.detail(), from + 1..to + 1),
            Manner::Paging => reading::lines(app.detail(), to..from),
            _ => line().collect(),
        };
    }
    match manner {
        Manner::Returning if app.detail().scroll() > 0 => reading::lines(app.detail(), 0..1).into_iter().chain(line()).collect(),
        Manner::Returning => line().collect(),
        _ => everything(app),
    }
}

/// What was changed, a sentence each.
pub(super) fn changes(before: &State, now: &State, app: &App) -> Vec<String> {
    let mut said = Vec::new();
    let names = |ids: &[Id], others: &[Id]| -> Vec<String> {
        let new = ids.iter().filter(|id| !others.contains(id));
        new.map(|&id| app.archive().title(id, app.language()).to_owned()).collect()
    };
    if before.filters != now.filters {
        let (on, off) = (names(&now.filters, &before.filters), names(&before.filters, &now.filters));
        if !on.is_empty() {
            said.push(format!("Filtered by {}.", join_and(&on)));
        }
        if !off.is_empty() {
            said.push(format!("No longer filtered by {}.", join_and(&off)));
        }
    }
    if before.asked != now.asked {
        said.extend(searched(app));
    }
    if let Some(link) = now.link.filter(|_| before.link != now.link && before.shown == now.shown) {
        let kind = match app.detail().target() {
            Some(Target::Record(id)) => app.archive().record(*id).record_type().name(),
            _ => "address",
        };
        let words = reading::link(app.detail(), link);
        said.push(format!("Link {} of {}, {kind}: {words}", link + 1, app.detail().link_count()));
    }
    if let Some(name) = before.overlay.as_ref().filter(|_| before.overlay != now.overlay) {
        said.push(format!("The {name} is closed."));
    }
    said
}

/// What a search found: "Searched for tajikstan: 34 records, 3 of them similar spellings."
fn searched(app: &App) -> Vec<String> {
    let asked = &app.query().text;
    if asked.trim().is_empty() {
        return vec!["The search is over.".to_owned()];
    }
    let Some(hits) = &app.view().hits else {
        return vec![format!("Searched for {asked}: {}.", count(app.view().events.len(), "event"))];
    };
    let similar = hits.list.len() - hits.similar;
    let found = match (hits.list.len(), similar) {
        (all, 0) => count(all, "record"),
        (all, some) if all == some => format!("{}, only by similar spellings", count(all, "record")),
        (all, some) => format!("{}, the last {some} by similar spellings", count(all, "record")),
    };
    std::iter::once(format!("Searched for {asked}: {found}.")).chain(corrections(app)).collect()
}

/// What was looked for in place of words that stand nowhere; where nothing was found, the list says it.
pub(super) fn corrections(app: &App) -> Vec<String> {
    let found = app.view().hits.as_ref().is_some_and(|hits| !hits.list.is_empty());
    let read = |c: &crate::query::Correction| format!("“{}” is read as “{}”.", c.from, c.to);
    app.view().corrections.iter().filter(|_| found).map(read).collect()
}
