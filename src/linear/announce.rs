//! The sentences that announce the state: where the reader is, what stands there, and what a command changed.

use std::ops::Range;

use super::command::LineCommand;
use super::overlay::Overlay;
use super::reading;
use crate::app::{App, Chart, Focus, QuoteScope, Row, STALE, StatusLine, UNDATED, heading};
use crate::archive::Id;
use crate::keys::Action;
use crate::page;
use crate::record::RecordType;
use crate::search::{HitBlock, HitSection};
use crate::text::{capitalise, count, join_and, sentence, truncate};

/// The state as far as a reader notices its changes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Snapshot {
    focus: Focus,
    filters: Vec<String>,
    types: Vec<RecordType>,
    asked: String,
    shown: Option<Id>,
    link: Option<usize>,
    /// Of the places found in the record the number of the current one, and how many there are.
    found: Option<(usize, usize)>,
    /// The cursor of the focused list, or the line of the detail.
    pub place: (Focus, usize),
    pub overlay: Option<Overlay>,
    chart: Option<Chart>,
    content: Vec<String>,
}

impl Snapshot {
    /// The state of `app` now.
    pub fn of(app: &App) -> Self {
        let focus = app.focus();
        let detail = app.detail();
        let overlay = Overlay::of(app.mode());
        let at = if focus == Focus::Detail { detail.scroll() } else { app.cursor(focus).selected() };
        Self {
            focus,
            filters: app.chosen(),
            types: app.query().types().to_vec(),
            asked: app.query().text.clone(),
            shown: detail.id(),
            link: detail.link(),
            found: detail.found().map(|found| (found.number(), found.count())),
            place: (focus, at),
            overlay,
            chart: (overlay == Some(Overlay::Charts)).then(|| app.charts().chart()),
            content: overlay.filter(|overlay| !overlay.asks()).map_or_else(|| row(app), |overlay| overlay.here(app)),
        }
    }
}

/// How much of the record in the detail is announced after a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verbosity {
    /// All of it when it is new, else the line that was gone to.
    Reading,
    /// Of a record that was read before its title and the line that is returned to.
    Returning,
    /// Every line that was gone over.
    Paging,
    /// What was named, whether the reader was there already or not.
    Naming,
}

impl Verbosity {
    /// How a command is answered.
    pub fn of(command: &LineCommand) -> Self {
        let LineCommand::Act(action) = command else {
            return match command {
                LineCommand::Ask(Action::Find, _) => Self::Returning,
                LineCommand::Number(_) | LineCommand::Cell(..) | LineCommand::Country(_) => Self::Naming,
                _ => Self::Reading,
            };
        };
        match action {
            Action::Back | Action::Cancel | Action::HistoryBack | Action::HistoryForward => Self::Returning,
            Action::Find | Action::NextFound | Action::PreviousFound | Action::NextLink | Action::PreviousLink => Self::Returning,
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
        Action::CellRight | Action::LastCell => Some("this is the end of the row"),
        Action::CellLeft | Action::FirstCell => Some("this is the beginning of the row"),
        _ => None,
    }
}

/// Where the reader is, and what is asked and hidden: "Timeline, event 3 of 81. Nothing hidden."
pub(super) fn status(app: &App) -> String {
    let mut said = format!("{}.", place(app));
    let StatusLine { doubt, parts } = app.status();
    said.extend(doubt.map(|doubt| format!(" {}", sentence(&doubt))));
    said.push(' ');
    match parts.split_first() {
        Some((query, counts)) => said.push_str(&format!("Showing {query}: {}.", counts.join(", "))),
        None => said.push_str(&sentence(StatusLine::NOTHING_HIDDEN)),
    }
    if app.is_stale() {
        said.push_str(&format!(" {}", sentence(STALE)));
    }
    said
}

/// The pane and the place in it: "Results, record 1 of 12", with what else its title says.
fn place(app: &App) -> String {
    if let Some(overlay) = Overlay::of(app.mode()).filter(|overlay| !overlay.asks()) {
        return overlay.place(app);
    }
    let focus = app.focus();
    let title = app.title(focus);
    if focus == Focus::Detail {
        let (line, all) = reading::position(app.detail());
        let what = title.join(", ").to_lowercase();
        let links = count(app.detail().link_count(), "link");
        return if all == 0 { "Detail, no record".to_owned() } else { format!("Detail, {what}, line {line} of {all}, {links}") };
    }
    let position = app.position(focus);
    // How many rows there are is said with the number of the row.
    let (pane, rest) = match (focus, app.quotes().1) {
        (Focus::Quotes, QuoteScope::Record(id)) => {
            let of = page::headline(app.archive(), id, app.language());
            (format!("{} of {}", app.beside().heading(), of.trim_end_matches('.')), &[][..])
        }
        (Focus::Quotes, QuoteScope::Everything) => (app.beside().heading().to_owned(), &[][..]),
        (Focus::Timeline, _) => (title[0].clone(), title.get(2..).unwrap_or_default()),
        _ => (title[0].clone(), &title[1..]),
    };
    let all = app
        .hit_count()
        .filter(|all| focus == Focus::Timeline && !matches!(position.noun, "place" | "year") && *all > position.of);
    let cut = app.concordance().is_some_and(crate::app::Concordance::is_cut) && position.noun == "place";
    let of = match all {
        Some(all) => format!("the first {} of {}", position.of, count(all, position.noun)),
        None if cut => format!("the first {}", position.of),
        None => position.of.to_string(),
    };
    let row = match position.number {
        Some(number) => format!("{} {number} of {of}", position.noun),
        None => count(position.of, position.noun),
    };
    [pane, row].iter().chain(rest).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Rows of a list pane, by their numbers from 0, as each is told.
pub(super) fn rows(app: &App, focus: Focus, range: Range<usize>) -> Vec<String> {
    if let Some(pane) = focus.facet_pane() {
        return range.filter_map(|row| facet(app, pane, row)).collect();
    }
    match focus {
        _ if focus == Focus::Timeline && app.concordance().is_some() => range.map(|n| place_in_list(app, n)).collect(),
        _ => app.numbered(focus).1[range].iter().map(|id| record(app, *id)).collect(),
    }
}

/// A place of the words with what stands around it.
fn words_in_context(app: &App, n: usize) -> String {
    let place = app.concordance().and_then(|places| places.lines().get(n));
    place.map_or_else(String::new, |place| {
        let (before, behind) = place.gaps();
        sentence(format!("{}{before}{}{behind}{}", place.left, place.hit, place.right).trim())
    })
}

/// The same, with the date of its record and who spoke: in a list nothing else tells the record.
fn place_in_list(app: &App, n: usize) -> String {
    let words = words_in_context(app, n);
    let Some(place) = app.concordance().and_then(|places| places.lines().get(n)) else { return words };
    let (archive, language) = (app.archive(), app.language());
    let speaker = page::speaker_briefly(archive, place.id, language);
    let date = page::brief_date(archive, place.id, language);
    let about: Vec<String> = [speaker, date].into_iter().filter(|part| !part.is_empty()).collect();
    if about.is_empty() { words } else { format!("{words} {}.", about.join(", ")) }
}

/// What stands at the cursor of a list; nothing in the detail.
fn row(app: &App) -> Vec<String> {
    match app.focus() {
        Focus::Countries | Focus::Topics => {
            let row = app.cursor(app.focus()).selected();
            app.focus().facet_pane().and_then(|pane| facet(app, pane, row)).into_iter().collect()
        }
        Focus::Timeline => match app.row() {
            Some(Row::Year { year, count: events, folded }) => {
                let fold = if folded { "folded" } else { "unfolded" };
                let year = if year == UNDATED { "Without a date".to_owned() } else { year.to_string() };
                vec![format!("{year}: {}, {fold}.", count(events, app.numbered(Focus::Timeline).0))]
            }
            Some(Row::Record(id)) => vec![record(app, id)],
            Some(Row::Place(id, n)) => vec![words_in_context(app, n), record(app, id)],
            Some(Row::Divider(_)) => Vec::new(),
            None => {
                let (tried, remedy) = app.nothing_found();
                tried.iter().chain([&remedy]).map(|thought| sentence(thought)).collect()
            }
        },
        Focus::Quotes => {
            let none = || format!("No {} in view.", app.beside().record_type().name());
            vec![app.current().map_or_else(none, |id| record(app, id))]
        }
        Focus::Detail => Vec::new(),
    }
}

/// "Kazakhstan: 61 events, chosen."
fn facet(app: &App, pane: usize, row: usize) -> Option<String> {
    let (value, number) = app.view().panes[pane].values.get(row)?;
    let listed = app.query().only_type().map_or("record", RecordType::name);
    let noun = if app.hit_count().is_some() { listed } else { "event" };
    let chosen = if app.filters_by_row(pane, row) { ", chosen" } else { "" };
    Some(format!("{}: {}{chosen}.", value.name(app.archive(), app.language()), count(*number, noun)))
}

/// A record's line, and what the screen shows by marks and dividers.
fn record(app: &App, id: Id) -> String {
    let mut line = page::line(app.archive(), id, app.language());
    let hit = app.view().hits.as_ref().filter(|_| app.focus() == Focus::Timeline);
    line.push_str(hit.and_then(|hits| hits.list.iter().find(|hit| hit.id == id)).map_or("", |hit| found_how(hit.section)));
    line.push_str(&kept(app, id));
    line
}

/// Most cells of the first line of a note that are told with its record.
const FIRST_LINE: usize = 120;

/// What the reader keeps of a record, as the signs of the screen tell it: " Marked under thesis. Your note: ask. New."
fn kept(app: &App, id: Id) -> String {
    let mut told = String::new();
    if app.is_marked(id) {
        let groups: Vec<String> = app.annotations().groups_of(id).map(str::to_owned).collect();
        told.push_str(&if groups.is_empty() { " Marked.".to_owned() } else { format!(" Marked under {}.", join_and(&groups)) });
    }
    if let Some(first) = app.annotations().note_on(id).and_then(|note| note.lines().next()) {
        // As the reader has written it.
        told.push_str(&format!(" Your note: {}.", truncate(first.trim_end_matches('.'), FIRST_LINE, "…")));
    }
    if app.is_new(id) {
        told.push_str(" New.");
    }
    told
}

/// How a record was found that does not hold the words.
const fn found_how(section: HitSection) -> &'static str {
    match section {
        HitSection::All => "",
        HitSection::Synonym => " By a synonym.",
        HitSection::Topic => " By its topic only.",
        HitSection::Similar => " A similar spelling.",
        HitSection::Most => " Most of the words.",
    }
}

/// All that stands where the reader is: the row, or the whole record.
pub(super) fn everything(app: &App) -> Vec<String> {
    if let Some(overlay) = Overlay::of(app.mode()).filter(|overlay| !overlay.asks()) {
        return overlay.overview(app).into_iter().chain(overlay.here(app)).collect();
    }
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
pub(super) fn content(before: &Snapshot, now: &Snapshot, verbosity: Verbosity, app: &App) -> Vec<String> {
    if let Some(overlay) = now.overlay {
        let fresh = (before.overlay, before.chart) != (now.overlay, now.chart);
        let new = fresh || verbosity == Verbosity::Naming || now.content != before.content;
        // What is told of a list of saved searches has its rows already.
        let has_rows = overlay.is_list() && !matches!(overlay, Overlay::Facets | Overlay::Styles);
        let here = if fresh && has_rows { &[][..] } else { &now.content };
        let overview = if fresh { overlay.overview(app) } else { Vec::new() };
        return if new { overview.into_iter().chain(here.iter().cloned()).collect() } else { Vec::new() };
    }
    if now.focus != Focus::Detail {
        let new = verbosity == Verbosity::Naming || now.content != before.content || now.place != before.place;
        return if new { now.content.clone() } else { Vec::new() };
    }
    let line = || reading::line(app.detail()).into_iter();
    if (before.focus, before.shown) == (now.focus, now.shown) {
        let (from, to) = (before.place.1, now.place.1);
        return match verbosity {
            _ if from == to => Vec::new(),
            Verbosity::Paging if from < to => reading::lines(app.detail(), from + 1..to + 1),
            Verbosity::Paging => reading::lines(app.detail(), to..from),
            _ => line().collect(),
        };
    }
    match verbosity {
        Verbosity::Returning if app.detail().scroll() > 0 => {
            reading::lines(app.detail(), 0..1).into_iter().chain(line()).collect()
        }
        Verbosity::Returning => line().collect(),
        _ => everything(app),
    }
}

/// What was changed, a sentence each.
pub(super) fn changes(before: &Snapshot, now: &Snapshot, app: &App) -> Vec<String> {
    let mut said = Vec::new();
    let names = |own: &[String], others: &[String]| -> Vec<String> {
        own.iter().filter(|name| !others.contains(name)).cloned().collect()
    };
    if before.overlay != now.overlay {
        said.extend(before.overlay.and_then(Overlay::closed).map(str::to_owned));
    }
    if before.filters != now.filters {
        let (on, off) = (names(&now.filters, &before.filters), names(&before.filters, &now.filters));
        if !on.is_empty() {
            said.push(format!("Filtered by {}.", join_and(&on)));
        }
        if !off.is_empty() {
            said.push(format!("No longer filtered by {}.", join_and(&off)));
        }
    }
    if before.types != now.types {
        let names: Vec<String> = now.types.iter().map(|of_type| heading(*of_type).to_lowercase()).collect();
        let all = if app.hit_count().is_some() { "Records of every type are listed." } else { "The events are listed." };
        said.push(if names.is_empty() { all.to_owned() } else { format!("{} are listed.", capitalise(&join_and(&names))) });
    }
    if before.asked != now.asked {
        said.extend(searched(app));
    }
    if let Some(link) = now.link.filter(|_| before.link != now.link && before.shown == now.shown) {
        said.push(format!("Link {} of {}, {}", link + 1, app.detail().link_count(), reading::named_link(app, link)));
    }
    let stepped = now.focus == Focus::Detail && before.found != now.found && before.shown == now.shown;
    if let Some((number, of)) = now.found.filter(|found| stepped && found.1 > 0) {
        said.push(format!("Place {number} of {of}."));
    }
    if stepped && now.found.is_none() {
        said.push("The find is over.".to_owned());
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
    let first = hits.block();
    let how = match first {
        HitBlock::All => String::new(),
        block => format!(" by {}", block.label().trim_start_matches("by ")),
    };
    let mut found = format!("{}{how}", count(hits.counts.counted(), "record"));
    for section in HitSection::ALL.into_iter().filter(|section| section.block() > first && hits.counts.of(*section) > 0) {
        found.push_str(&format!("; {}", app.view().divider(section)));
    }
    std::iter::once(format!("Searched for {asked}: {found}.")).chain(corrections(app)).collect()
}

/// What was looked for in place of words that stand nowhere; where nothing was found, the list says it.
pub(super) fn corrections(app: &App) -> Vec<String> {
    let found = app.view().hits.as_ref().is_some_and(|hits| !hits.list.is_empty());
    let read = |c: &crate::view::Correction| format!("“{}” is read as “{}”.", c.from, c.to);
    app.view().corrections.iter().filter(|_| found).map(read).collect()
}
