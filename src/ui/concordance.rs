//! The results in context: the word in one column, what stands left and right of it beside it, its date and who spoke behind it.

use ratatui::text::{Line as Drawn, Span};

use super::Theme;
use super::spans::ends;
use crate::app::App;
use crate::page;
use crate::text;
use crate::view::concordance::Line;

/// Width from which there is room for who spoke, or the type of the record, before the date.
const RECORD_FROM: usize = 84;

/// Cells of them with the longest "document 19–20 Dec 2025".
const RECORD: usize = 23;

/// Width from which there is room for the date, and cells of the longest "19–20 Dec 2025".
const DATE_FROM: usize = 44;
const DATE: usize = 14;

/// Width from which there is room for the years of it, and cells of the longest "2018–2019".
const YEARS_FROM: usize = 40;
const YEARS: usize = 9;

/// One place. The matched words begin in the same column in every line.
pub(super) fn line(place: &Line, pointer: &str, width: usize, app: &App, theme: &Theme) -> Drawn<'static> {
    let (cut, (about, cells)) = (theme.glyphs.cut, about(place, width, app, theme.glyphs.cut));
    let room = width.saturating_sub(2 + if cells > 0 { cells + 2 } else { 0 });
    // Somewhat left of the middle, so that the word itself stands in it.
    let side = room.saturating_sub(10) / 2;
    let (before, behind) = place.gaps();
    let left = text::truncate_start(&place.left, side.saturating_sub(before.len()), cut);
    let gap = " ".repeat(side.saturating_sub(text::width(&left) + before.len()));
    let hit = text::truncate(&place.hit, room.saturating_sub(side), cut);
    let right = text::truncate(&place.right, room.saturating_sub(side + text::width(&hit) + behind.len()), cut);
    let spans = vec![
        Span::raw(format!("{pointer} ")),
        Span::styled(format!("{gap}{left}{before}"), theme.text()),
        Span::styled(hit.into_owned(), theme.matched()),
        Span::styled(format!("{behind}{right}"), theme.text()),
    ];
    let about = if cells == 0 { Vec::new() } else { vec![Span::styled(text::padded(&about, cells), theme.faint())] };
    ends(spans, about, width, cut)
}

/// "Tokayev 20 Dec 2025", "document 27 Oct 2015", or as much of it as there is room for; and the cells kept for it.
fn about(place: &Line, width: usize, app: &App, cut: &'static str) -> (String, usize) {
    let (archive, language) = (app.archive(), app.language());
    let date = page::brief_date(archive, place.id, language);
    let (about, cells) = match width {
        RECORD_FROM.. => {
            let speaker = page::speaker_briefly(archive, place.id, language);
            let who = if speaker.is_empty() { archive.record_type(place.id).name().to_owned() } else { speaker };
            let who = text::truncate(&who, RECORD.saturating_sub(text::width(&date) + 1), cut).into_owned();
            (format!("{who} {date}"), RECORD)
        }
        DATE_FROM.. => (date, DATE),
        YEARS_FROM.. if date.is_empty() => (date, YEARS),
        YEARS_FROM.. => (archive.date(place.id).map(|date| date.years(language)).unwrap_or_default(), YEARS),
        _ => return (String::new(), 0),
    };
    (text::truncate(about.trim_end(), cells, cut).into_owned(), cells)
}
