//! Rows told many at a time, each with the number by which it can be gone to.

use super::overlay::Overlay;
use super::{announce, charts, dialogs, map, reading};
use crate::app::{App, Focus};
use crate::text::{capitalise, count};

/// Rows that are told at once unless another number is asked for.
pub(super) const USUAL: usize = 10;

/// How far a list has been told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listing {
    /// The next row, from 0.
    pub next: usize,
    /// Rows at a time.
    pub step: usize,
}

impl Default for Listing {
    fn default() -> Self {
        Self { next: 0, step: USUAL }
    }
}

/// What the rows are called, and how many there are.
fn rows(app: &App) -> (&'static str, usize) {
    match (Overlay::of(app.mode()), app.focus()) {
        (Some(Overlay::Charts), _) => ("row", charts::rows(app)),
        (Some(Overlay::Map), _) => ("place", app.spots().len()),
        (Some(overlay), _) if overlay == Overlay::Palette || overlay.is_list() => ("entry", app.dialog_entries().count()),
        (_, Focus::Detail) => ("link", app.detail().link_count()),
        (_, focus) => {
            let position = app.position(focus);
            // Folded years are listed with their events.
            let listed = || app.numbered(focus);
            if position.noun == "year" {
                let (noun, ids) = listed();
                (noun, ids.len())
            } else {
                (position.noun, position.of)
            }
        }
    }
}

/// The next rows, and how many there are beyond them.
pub(super) fn next(app: &App, listing: &mut Listing) -> Vec<String> {
    let (noun, of) = rows(app);
    let from = listing.next.min(of);
    let to = from.saturating_add(listing.step.max(1)).min(of);
    listing.next = to;
    if of == 0 {
        return vec![format!("There is no {noun} here to list.")];
    }
    if from == to {
        return vec![format!("There are no more; list begins again at the first {noun}.")];
    }
    let number = |(n, words): (usize, String)| format!("{}. {words}", from + n + 1);
    let mut lines: Vec<String> = match (Overlay::of(app.mode()), app.focus()) {
        (Some(Overlay::Charts), _) => (from..to).map(|n| charts::row(app, n)).enumerate().map(number).collect(),
        (Some(Overlay::Map), _) => {
            app.spots()[from..to].iter().map(|spot| map::spot(app, spot)).enumerate().map(number).collect()
        }
        (Some(overlay), _) if overlay == Overlay::Palette || overlay.is_list() => dialogs::numbered(app, from, to - from),
        (_, Focus::Detail) => (from..to).map(|n| reading::named_link(app, n)).enumerate().map(number).collect(),
        (_, focus) => announce::rows(app, focus, from..to).into_iter().enumerate().map(number).collect(),
    };
    let several = count(2, noun);
    let range = if to - from == 1 {
        format!("{noun} {to}")
    } else {
        format!("{} {} to {to}", several.trim_start_matches("2 "), from + 1)
    };
    let more = if to < of { "; more goes on" } else { "; these are all" };
    lines.push(format!("{} of {of}{more}.", capitalise(&range)));
    lines
}

/// The row where the reader is, from 1; 0 where there is none.
pub(super) fn row(app: &App) -> usize {
    match (Overlay::of(app.mode()), app.focus()) {
        (Some(Overlay::Charts), _) => app.charts().cursor().0.at + 1,
        (Some(Overlay::Map), _) => app.spot_cursor().map_or(0, |place| place + 1),
        (Some(overlay), _) if overlay.is_list() => app.dialog().cursor.selected() + 1,
        (Some(_), _) => 0,
        (None, Focus::Detail) => app.detail().link().map_or(0, |link| link + 1),
        (None, focus) => app.position(focus).number.unwrap_or(0),
    }
}

/// What is said where a number has no row.
pub(super) fn no_row(app: &App, number: usize) -> String {
    let (noun, of) = rows(app);
    let of = if of == 0 { "none at all".to_owned() } else { format!("only {}", count(of, noun)) };
    format!("there is no {noun} {number}, {of}")
}
