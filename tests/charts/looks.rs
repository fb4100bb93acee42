//! How charts stand on the screen: years as rows or side by side, headings that stay, the cursor, bars, the strip.

use cadialog::app::{Axis, Chart};
use cadialog::config::ThemeName;
use cadialog::record::{EventKind, RecordType};

use super::common::{Session, styles};
use super::{SIZES, filed, sessions, words};

#[test]
fn a_year_stands_as_a_row_where_all_fit_and_else_beside_the_others() {
    let mut session = Session::new(80, 24);
    session.press("C");
    assert!(session.app.charts().is_upright());
    session.press("Left");
    let said = |session: &Session, year| format!("{year}: {} events", filed(session.app.archive(), Some(year), &[]));
    assert_eq!(words(&session), said(&session, 2025));
    session.resize(120, 50);
    assert!(!session.app.charts().is_upright());
    assert_eq!(words(&session), said(&session, 2025), "the cursor stays");
    session.press("Up");
    assert_eq!(words(&session), said(&session, 2024));
}

/// In a year's bar there are as many marks of a kind as events of it, and the legend counts them all.
#[test]
fn each_event_of_a_year_is_a_mark_of_its_kind() {
    for (ascii, fmm, expert) in [(false, '●', '□'), (true, 'M', 'e')] {
        let mut session = Session::with(120, 50, ThemeName::Mono, ascii, "");
        session.press("C");
        let (archive, text) = (session.app.archive(), session.text());
        let events: Vec<_> = archive.of_type(RecordType::Event).iter().filter_map(|&id| archive.event(id)).collect();
        let row = text.lines().find(|line| line.trim_start().starts_with("2014")).expect("a row for the year");
        let bar: String = row.split("  ").take_while(|part| !part.contains(',')).collect();
        let legend = text.lines().rev().skip(2).take(3).collect::<Vec<_>>().join(" ") + " ";
        for (sign, kind) in [(fmm, EventKind::ForeignMinistersMeeting), (expert, EventKind::ExpertsMeeting)] {
            let of_kind = events.iter().filter(|event| event.kind == kind);
            let in_year = of_kind.clone().filter(|event| event.date.year() == 2014).count();
            assert!(in_year > 0);
            assert_eq!(bar.chars().filter(|c| *c == sign).count(), in_year, "{sign} in {row}");
            let wanted = format!("{sign} {} {} ", kind.short(), of_kind.count());
            assert!(legend.contains(&wanted), "{wanted} in {legend}");
        }
    }
}

#[test]
fn headings_stay_where_the_rest_scrolls() {
    for ascii in [false, true] {
        let mut session = Session::with(50, 14, ThemeName::Dark, ascii, "");
        session.press("C 2");
        let names = |session: &Session| -> Vec<String> { session.text().lines().skip(3).take(7).map(str::to_owned).collect() };
        let (first, headings) = (names(&session), session.text().lines().nth(2).expect("headings").to_owned());
        assert!(headings.contains("KZ") && headings.ends_with("all"), "{headings}");
        session.press("g g G k");
        assert_ne!(names(&session), first, "rows scroll");
        // Not only in the line that says what the cursor is on.
        let last = |session: &Session| session.text().lines().take(11).any(|line| line.contains("The Dia"));
        assert!(last(&session), "{}", session.text());
        let part = session.text().lines().nth(2).expect("headings").to_owned();
        assert!(part.contains("/24") || part.contains("of 24"), "{part}");
        assert!(part.contains("KZ"), "headings of columns stay: {part}");
        assert!(session.text().contains("countries 1"), "{}", session.text());
        session.press("$ h");
        let headings = session.text().lines().nth(2).expect("headings").to_owned();
        assert!(!headings.contains("KZ") && headings.ends_with("all"), "columns scroll: {headings}");
        assert!(last(&session), "headings of rows stay");
        assert!(session.text().lines().any(|line| line.trim_start().starts_with("all ")), "totals stay: {}", session.text());
    }
}

#[test]
fn the_cursor_is_always_on_the_screen_with_its_headings_standing_out() {
    for mut session in sessions("") {
        session.press("C");
        for keys in ["", "h", "k", "2", "j l l", "G", "$", "k", "3", "g g", "0", "C-d"] {
            session.press(keys);
            let charts = session.app.charts();
            let (row, column) = charts.cursor();
            let seen = |axis: Axis, len: usize| axis.at == len || axis.shown(len).contains(&axis.at);
            assert!(seen(row, charts.matrix().rows()) && seen(column, charts.matrix().columns()), "after {keys}");
            let looks = styles(&session.buffer());
            let (mut headings, mut cells) = (0, 0);
            let body = looks.lines().skip(2);
            for line in body {
                let runs = line.split(|c| c != 'R').filter(|run| !run.is_empty()).count();
                headings += usize::from(runs > 0);
                cells += runs;
            }
            assert!(headings >= 1 && cells >= 1, "nothing stands out after {keys:?}:\n{looks}");
            if charts.chart() != Chart::KindsByYear {
                assert_eq!(cells, 3, "row, column and cell after {keys:?}:\n{looks}");
            }
        }
    }
}

#[test]
fn without_colour_and_in_ascii_charts_read_as_well() {
    for (width, height) in SIZES {
        let mut session = Session::with(width, height, ThemeName::Mono, true, "");
        for keys in ["C", "2", "3", "j"] {
            session.press(keys);
            let buffer = session.buffer();
            assert!(buffer.content.iter().all(|cell| cell.fg == ratatui::style::Color::Reset));
            let text = session.text();
            let drawn: Vec<char> = text.chars().filter(|c| !c.is_ascii() && !"’".contains(*c)).collect();
            assert!(drawn.is_empty(), "after {keys}: {drawn:?}");
            assert!(text.lines().all(|line| cadialog::text::width(line) <= usize::from(width)));
        }
    }
}

/// However small a count is beside the largest, its bar shows; in ASCII, too.
#[test]
fn a_country_with_any_event_has_a_bar() {
    for ascii in [false, true] {
        let session = Session::with(160, 50, ThemeName::Mono, ascii, "");
        let text = session.text();
        for name in ["China", "Russia", "Women and livelihoods"] {
            let row = text.lines().find(|line| line.contains(name)).expect("a row");
            let cells: Vec<char> = row.chars().take(36).collect();
            let bar: String = cells[cells.len() - 4..].iter().collect();
            assert!(!bar.trim().is_empty(), "no bar in {row}");
        }
    }
}

/// The strip above the timeline has a column for every year, or for several where the archive is long.
#[test]
fn the_strip_counts_the_selected_events_by_year() {
    let mut session = Session::new(120, 36);
    let first = format!(" {} ", session.app.density().first);
    let strip = |session: &Session| session.text().lines().find(|line| line.contains(&first)).expect("a strip").to_owned();
    let whole = strip(&session);
    session.press("/ 'year:2025 Enter");
    for keys in ["", "s", "X", "s"] {
        session.press(keys);
        let (density, archive) = (session.app.density(), session.app.archive());
        let of = |year: i32| {
            session.app.view().events.iter().filter(|id| archive.date(**id).is_some_and(|d| d.year() == year)).count()
        };
        let counts: Vec<usize> = (density.first..).take(density.counts.len()).map(of).collect();
        assert_eq!(density.counts, counts);
    }
    session.press("X / 'year:2025 Enter");
    let narrowed = strip(&session);
    assert_ne!(narrowed, whole);
    assert_eq!(narrowed.matches('█').count(), 1, "{narrowed}");
}
