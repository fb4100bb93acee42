//! The charts and the order of lists: what is counted, what the keys do, what a cell opens.

mod common;

use std::collections::HashSet;

use cadialog::app::{App, Axis, Chart, Focus, Heading, Mode, Row};
use cadialog::archive::{Id, Relation};
use cadialog::config::ThemeName;
use cadialog::keys::{Key, Keymap};
use cadialog::query::Query;
use cadialog::record::{Language, RecordType};
use cadialog::ui;
use cadialog::view::{CellCount, Counts, View};
use common::cases::cases;
use common::{Session, catalogue, styles};
use proptest::prelude::*;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 50)];

/// Every size in Unicode with colour and in ASCII without.
fn sessions(words: &str) -> impl Iterator<Item = Session> + '_ {
    let looks = [(ThemeName::Dark, false), (ThemeName::Mono, true)];
    SIZES.into_iter().flat_map(move |(w, h)| looks.map(|(theme, ascii)| Session::with(w, h, theme, ascii, words)))
}

/// The line that says in words what the cursor is on.
fn words(session: &Session) -> String {
    let text = session.text();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len() - 2].trim().to_owned()
}

fn title(session: &Session) -> String {
    session.text().lines().next().unwrap_or_default().to_owned()
}

fn query(words: &str, countries: &[usize], topics: &[usize]) -> Query {
    let catalogue = catalogue();
    let mut query = Query::default();
    query.set_text(words, &catalogue.archive);
    for (of_type, chosen) in [(RecordType::Country, countries), (RecordType::Topic, topics)] {
        let all = catalogue.archive.of_type(of_type);
        for n in chosen.iter().map(|n| n % all.len()).collect::<HashSet<_>>() {
            query.toggle(all[n], &catalogue.archive);
        }
    }
    query
}

/// The same counts from the records themselves, one by one.
fn check_against_records(tally: &Counts, events: &[Id]) {
    let archive = &catalogue().archive;
    let record = |id: &Id| archive.event(*id).expect("an event");
    let linked =
        |id: &Id, relation, wanted: Option<&Id>| wanted.is_none_or(|to| archive.linked(*id, relation).any(|known| known == *to));
    let recount = |year: Option<&i32>, holds: &dyn Fn(&Id) -> bool| {
        let of = |id: &&Id| holds(id);
        let Some(&year) = year else { return CellCount { filed: events.iter().filter(of).count(), reaching: 0 } };
        let filed = |id: &Id| record(id).date.year() == year;
        let touches = |id: &Id| (record(id).date.first().year..=record(id).date.last().year).contains(&year);
        let reaching = events.iter().filter(of).filter(|id| touches(id) && !filed(id)).count();
        CellCount { filed: events.iter().filter(of).filter(|id| filed(id)).count(), reaching }
    };
    assert_eq!(tally.events, events.len());
    for row in 0..=tally.years.len() {
        let year = tally.years.get(row);
        for column in 0..=tally.kinds.len() {
            let kind = tally.kinds.get(column);
            let wanted = recount(year, &|id| kind.is_none_or(|kind| record(id).kind == *kind));
            assert_eq!(tally.kinds_by_year.get(row, column), wanted, "{year:?} {kind:?}");
        }
        for column in 0..=tally.countries.len() {
            let country = tally.countries.get(column);
            let wanted = recount(year, &|id| linked(id, Relation::Country, country));
            assert_eq!(tally.countries_by_year.get(row, column), wanted, "{year:?} {country:?}");
        }
    }
    for row in 0..=tally.topics.len() {
        let topic = tally.topics.get(row);
        for column in 0..=tally.countries.len() {
            let country = tally.countries.get(column);
            let wanted = recount(None, &|id| linked(id, Relation::Country, country) && linked(id, Relation::Topic, topic));
            assert_eq!(tally.countries_by_topic.get(row, column), wanted, "{topic:?} {country:?}");
        }
    }
}

const WORDS: [&str; 9] = [
    "",
    "tokyo",
    "water | energy",
    "kind:fmm",
    "year:2007..2011",
    "country:kz country:uz",
    "qqqzzzxxx",
    "is:planned",
    "tajikstan sort:date",
];

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn counts_are_those_of_a_plain_recount(
        text in prop::sample::select(&WORDS[..]),
        countries in prop::collection::vec(0usize..20, 0..3),
        topics in prop::collection::vec(0usize..30, 0..3),
    ) {
        let view = View::new(&catalogue(), &query(text, &countries, &topics));
        check_against_records(&Counts::new(&catalogue(), &view.events), &view.events);
    }

    /// Wherever the cursor is and whatever is filtered: opening a cell lists as many events as it says.
    #[test]
    fn a_cell_opens_what_it_counts(
        text in prop::sample::select(&WORDS[..]),
        countries in prop::collection::vec(0usize..20, 0..3),
        topics in prop::collection::vec(0usize..30, 0..3),
        chart in 1usize..4,
        down in prop::collection::vec((0usize..40, 0usize..12), 1..24),
    ) {
        for (down, right) in down {
            let mut app = App::new(catalogue(), Keymap::default(), query(text, &countries, &topics), Language::En);
            let size = if right % 2 == 0 { (80, 24) } else { (120, 60) };
            app.fit(ui::sizes(&app, size.0, size.1));
            let press = |app: &mut App, key: &str| {
                app.press(Key::parse(key).expect("a key"));
                app.fit(ui::sizes(app, size.0, size.1));
            };
            for key in ["C", &chart.to_string(), "Home", "0"] {
                press(&mut app, key);
            }
            (0..down).for_each(|_| press(&mut app, "j"));
            (0..right).for_each(|_| press(&mut app, "l"));
            let (row, column, count) = app.charts().cell();
            press(&mut app, "Enter");
            if count.all() == 0 {
                prop_assert_eq!(app.mode(), Mode::Charts);
                prop_assert!(app.message().is_some_and(|words| words.starts_with("nothing is there")));
            } else {
                prop_assert_eq!(app.mode(), Mode::Browse);
                prop_assert_eq!(app.view().events.len(), count.all(), "{:?} {:?}: {}", row, column, app.query().spell(app.archive()));
                prop_assert_eq!(app.input().value(), app.query().text.as_str());
            }
        }
    }
}

#[test]
fn the_charts_open_on_what_is_selected_and_say_so() {
    for mut session in sessions("") {
        session.press("C");
        assert_eq!(session.app.mode(), Mode::Charts);
        assert!(title(&session).contains("all 81 events"), "{}", title(&session));
        assert_eq!(words(&session), "2026: 2 events");
        assert!(session.status().contains("Enter list these") && session.status().contains("Esc close"), "{}", session.status());
        session.press("Esc 1 Space C");
        let events = session.app.view().events.len();
        assert!(title(&session).contains(&format!("{events} of 81 events")), "{}", title(&session));
        assert!(title(&session).contains("country:KZ"), "{}", title(&session));
        session.press("C");
        assert_eq!(session.app.mode(), Mode::Browse);
        assert!(session.status().starts_with("country:KZ "), "closing changes nothing");
    }
}

#[test]
fn tab_and_numbers_step_through_the_charts() {
    let mut session = Session::new(80, 24);
    session.press("C");
    for (key, chart) in [
        ("Tab", Chart::CountriesByTopic),
        ("Tab", Chart::CountriesByYear),
        ("Tab", Chart::KindsByYear),
        ("S-Tab", Chart::CountriesByYear),
        ("1", Chart::KindsByYear),
        ("2", Chart::CountriesByTopic),
        ("3", Chart::CountriesByYear),
    ] {
        session.press(key);
        assert_eq!(session.app.charts().chart(), chart, "after {key}");
    }
    assert!(session.text().contains(" 1 Events per year  2 Country × topic  3 Country × year"));
}

#[test]
fn a_year_stands_as_a_row_where_all_fit_and_else_beside_the_others() {
    let mut session = Session::new(80, 24);
    session.press("C");
    assert!(session.app.charts().is_upright());
    session.press("Left");
    assert!(words(&session).starts_with("2025: 9 events"), "{}", words(&session));
    session.resize(120, 36);
    assert!(!session.app.charts().is_upright());
    assert!(words(&session).starts_with("2025: 9 events"), "the cursor stays: {}", words(&session));
    session.press("Up");
    assert!(words(&session).starts_with("2024: 6 events"), "{}", words(&session));
}

/// In a year's bar there are as many marks of a kind as events of it.
#[test]
fn each_event_of_a_year_is_a_mark_of_its_kind() {
    for (ascii, fmm, expert) in [(false, '●', '□'), (true, 'M', 'e')] {
        let mut session = Session::with(120, 36, ThemeName::Mono, ascii, "");
        session.press("C");
        for (year, marks) in [("2014", fmm), ("2014", expert)] {
            let text = session.text();
            let row = text.lines().find(|line| line.trim_start().starts_with(year)).expect("a row for the year");
            let archive = session.app.archive();
            let wanted =
                archive.of_type(RecordType::Event).iter().filter_map(|&id| archive.event(id)).filter(|event| {
                    event.date.year() == 2014 && session.theme.kind(event.kind, event.status).0 == marks.to_string()
                });
            let bar: String = row.split("  ").take_while(|part| !part.contains(',')).collect();
            assert_eq!(bar.chars().filter(|c| *c == marks).count(), wanted.count(), "{marks} in {row}");
        }
        let legend: String = session.text().lines().rev().skip(2).take(3).collect();
        assert!(legend.contains(&format!("{fmm} FMM 10")) && legend.contains(&format!("{expert} experts 11")), "{legend}");
    }
}

#[test]
fn a_bar_opens_its_year_and_a_mark_its_kind_too() {
    for (width, height) in SIZES {
        let mut session = Session::new(width, height);
        session.press("C");
        let (along, across) = if session.app.charts().is_upright() { ("Left", "Down") } else { ("Up", "Left") };
        (2014..2026).for_each(|_| _ = session.press(along));
        assert_eq!(words(&session), "2014: 5 events");
        session.press("Enter");
        assert_eq!((session.app.mode(), session.app.focus()), (Mode::Browse, Focus::Timeline));
        assert_eq!(session.app.query().text, "year:2014 type:event");
        assert_eq!(session.rows().len(), 5);
        assert!(session.status().starts_with("year:2014 type:event · 5 records · 5 of 81 events"), "{}", session.status());
        session.press("Esc");
        assert!(session.status().starts_with("nothing hidden"), "{}", session.status());
        session.press("C");
        assert_eq!(words(&session), "2014: 5 events", "the chart is as it was left");
        for _ in 0..10 {
            session.press(across);
        }
        assert_eq!(words(&session), "2014, summit: no events");
        session.press("Enter");
        assert_eq!(session.app.mode(), Mode::Charts, "nothing is opened where nothing is");
        assert_eq!(words(&session), "nothing is there to open: 2014, summit: no events");
        session.press(if across == "Down" { "Up" } else { "Right" });
        assert_eq!(words(&session), "2014, foreign ministers’ meeting: 1 event");
        session.press("Space");
        assert_eq!(session.app.query().text, "kind:foreign-ministers-meeting year:2014 type:event");
        assert_eq!(session.rows(), ["fmm-05-bishkek-2014"]);
    }
}

#[test]
fn a_cell_of_country_and_topic_filters_by_both() {
    for mut session in sessions("") {
        session.press("C 2");
        assert_eq!(
            words(&session),
            "Kazakhstan × Energy: 23 events".replace('×', if session.theme.glyphs.cut == ".." { "x" } else { "×" })
        );
        session.press("Enter");
        assert_eq!(session.app.mode(), Mode::Browse);
        assert!(session.status().starts_with("country:KZ topic:energy "), "{}", session.status());
        assert!(session.status().contains("23 of 81 events"), "{}", session.status());
        assert_eq!(session.rows().len(), 23);
    }
}

#[test]
fn totals_are_cells_as_well() {
    let mut session = Session::new(120, 36);
    session.press("C 2 $");
    assert_eq!(words(&session), "Energy: 24 events");
    session.press("G");
    assert_eq!(words(&session), "all events: 81 events");
    session.press("0");
    assert_eq!(words(&session), "Kazakhstan: 69 events");
    session.press("Enter");
    assert!(session.status().starts_with("country:KZ · 69 of 81 events"), "{}", session.status());
    assert_eq!(session.rows().len(), 69);
}

#[test]
fn a_cell_of_country_and_year_filters_by_country_and_asks_for_the_year() {
    for mut session in sessions("") {
        session.press("C 3 k l");
        assert!(words(&session).ends_with("2025: 6 events") && words(&session).starts_with("Kyrgyzstan"), "{}", words(&session));
        session.press("Enter");
        assert_eq!(session.app.query().text, "year:2025 type:event");
        assert!(session.status().starts_with("country:KG year:2025 type:event "), "{}", session.status());
        assert_eq!(session.rows().len(), 6);
    }
}

#[test]
fn dates_that_reach_into_a_year_are_told_apart_and_listed() {
    let mut session = Session::new(120, 36);
    session.press("C 3 $");
    while session.app.charts().cell().0 != Heading::Year(2008) {
        session.press("k");
    }
    assert_eq!(words(&session), "2008: none filed here, but 2 events whose dates reach into 2008");
    session.press("Enter");
    assert_eq!(session.rows().len(), 2);
    session.press("Esc C");
    while session.app.charts().cell().0 != Heading::Year(2010) {
        session.press("j");
    }
    assert_eq!(words(&session), "2010: 2 events, and 2 more whose dates reach into 2010");
    let row = session.text().lines().find(|line| line.contains("2010")).expect("a row").to_owned();
    assert!(row.trim_end().ends_with("2?"), "{row}");
}

#[test]
fn what_is_searched_for_is_counted_and_kept() {
    let mut session = Session::new(120, 36);
    session.press("/ 'water Enter");
    let events = session.app.view().events.len();
    session.press("C 2");
    assert!(title(&session).contains(&format!("{events} of 81 events · water")), "{}", title(&session));
    let count = session.app.charts().cell().2.all();
    session.press("Enter");
    assert!(session.status().starts_with("country:KZ topic:energy water "), "{}", session.status());
    assert_eq!(session.app.view().events.len(), count);
    session.press("C 3 G k 0 Enter");
    assert!(session.app.query().text.starts_with("water type:event year:"), "{}", session.app.query().text);
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
        assert!(session.text().contains("The Dialogue"), "{}", session.text());
        let part = session.text().lines().nth(2).expect("headings").to_owned();
        assert!(part.contains("/24") || part.contains("of 24"), "{part}");
        assert!(part.contains("KZ"), "headings of columns stay: {part}");
        assert!(session.text().contains("countries 1"), "{}", session.text());
        session.press("$ h");
        let headings = session.text().lines().nth(2).expect("headings").to_owned();
        assert!(!headings.contains("KZ") && headings.ends_with("all"), "columns scroll: {headings}");
        assert!(session.text().contains("The Dialogue"), "headings of rows stay");
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

#[test]
fn nothing_selected_is_said() {
    let mut session = Session::new(80, 24);
    session.press("/ 'qqqzzzxxx Enter C");
    assert!(session.text().contains("no events are selected"), "{}", session.text());
    session.press("Enter 2 Enter 3 j l Enter");
    assert_eq!(session.app.mode(), Mode::Charts);
    session.press("X");
    assert!(title(&session).contains("all 81 events"), "clearing counts anew: {}", title(&session));
    assert!(words(&session).contains("events") || words(&session).contains("event"), "{}", words(&session));
}

#[test]
fn help_over_a_chart_returns_to_it_and_names_change_in_it() {
    let mut session = Session::new(120, 36);
    session.press("C 2 j");
    let before = session.text();
    session.press("? Esc");
    assert_eq!(session.text(), before);
    session.press("L");
    assert!(session.text().contains("エネルギー"), "{}", session.text());
    session.press("q");
    assert_eq!(session.app.mode(), Mode::Browse);
}

#[test]
fn charts_are_counted_anew_when_packs_change() {
    let mut session = Session::new(120, 36);
    session.press("C 2 j l");
    let before = words(&session);
    session.app.reload(catalogue(), None);
    session.press("h l");
    assert_eq!(words(&session), before);
    assert_eq!(session.app.charts().tally(), &Counts::new(&catalogue(), &session.app.view().events));
}

fn years(session: &Session) -> Vec<i32> {
    session.app.rows().iter().filter_map(|row| if let Row::Year { year, .. } = row { Some(*year) } else { None }).collect()
}

#[test]
fn s_turns_the_timeline_round_and_back() {
    for mut session in sessions("") {
        let (newest, shown) = (years(&session), session.shown());
        for key in ["s", "S"] {
            session.press(key);
            assert_eq!(years(&session), newest.iter().rev().copied().collect::<Vec<_>>());
            assert_eq!(session.shown(), shown, "the record stays");
            assert!(session.status().starts_with("oldest first"), "{}", session.status());
            assert!(session.text().contains("oldest first"), "the title says so");
            session.press("j k");
            assert!(session.status().starts_with("sort:date "), "{}", session.status());
            assert_eq!(session.app.query().text, "sort:date");
            session.press(key);
            assert_eq!(years(&session), newest);
            assert_eq!(session.app.query().text, "");
            session.press("j k");
            assert!(session.status().starts_with("nothing hidden"), "{}", session.status());
        }
    }
}

#[test]
fn results_are_sorted_by_rank_then_newest_then_oldest() {
    for (width, height) in SIZES {
        let mut session = Session::new(width, height);
        // A word still being typed stays one: the order must not change what is found.
        session.press("/ 'kawag Enter");
        let ranked = session.rows();
        let set = |rows: &[String]| rows.iter().cloned().collect::<HashSet<_>>();
        // Similar spellings stay behind the others.
        let days = |session: &Session| {
            let hits = session.app.view().hits.clone().expect("results");
            let day = |hit: &cadialog::search::Hit| session.app.archive().date(hit.id).map(cadialog::record::Date::sort_key);
            let (plain, similar) = hits.list.split_at(hits.counted().len());
            [plain, similar].map(|block| block.iter().filter_map(day).collect::<Vec<_>>())
        };
        session.press("s");
        assert_eq!(session.app.query().text, "kawag sort:-date");
        assert_eq!(set(&session.rows()), set(&ranked));
        assert!(days(&session).iter().all(|block| block.is_sorted_by(|a, b| a >= b)));
        assert!(session.text().contains("newest first"));
        session.press("S");
        assert_eq!(session.app.query().text, "kawag sort:date");
        assert!(days(&session).iter().all(|block| block.is_sorted()));
        session.press("j k");
        assert!(session.status().starts_with("kawag sort:date "), "{}", session.status());
        session.press("S s");
        assert_eq!(session.app.query().text, "kawag sort:date", "from newest to oldest");
        session.press("s");
        assert_eq!(session.app.query().text, "kawag");
        assert_eq!(session.rows(), ranked);
        session.press("S");
        assert!(session.status().starts_with("the best come first"), "{}", session.status());
        assert_eq!(session.rows(), ranked);
    }
}

#[test]
fn an_order_goes_with_the_search_and_is_kept_beside_filters() {
    let mut session = Session::new(120, 36);
    session.press("1 Space s");
    assert!(session.status().contains("oldest first"), "{}", session.status());
    session.press("j k");
    assert!(session.status().starts_with("country:KZ sort:date "), "{}", session.status());
    session.press("/ Esc");
    assert_eq!(session.app.query().text, "sort:date", "giving a search up keeps the order it began with");
    session.press("C 3 G k Enter");
    assert!(session.app.query().text.starts_with("sort:date year:"), "{}", session.app.query().text);
    session.press("X");
    assert_eq!(session.app.query(), &Query::default());
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
    let strip = |session: &Session| session.text().lines().find(|line| line.contains(" 1997 ")).expect("a strip").to_owned();
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
