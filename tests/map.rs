//! The map by keys: opened, moved over, filtered by, stepped through, closed; as an overlay and small beside the lists.

mod common;
#[path = "map/elsewhere.rs"]
mod elsewhere;

use std::collections::{BTreeMap, BTreeSet};

use cadialog::app::{Focus, Mode};
use cadialog::archive::{Archive, Id, Relation};
use cadialog::atlas::{self, Frames, Projection};
use cadialog::config::ThemeName;
use cadialog::record::{Language, Record, RecordType};
use common::Session;
use ratatui::style::{Color, Modifier};

/// The lines of the overlay, between header and status line.
fn overlay(session: &Session) -> String {
    let text = session.text();
    let lines: Vec<&str> = text.lines().collect();
    lines[1..lines.len() - 1].join("\n")
}

/// The line that says what is under the cursor.
fn foot(session: &Session) -> String {
    let text = overlay(session);
    text.lines().rev().nth(2).unwrap_or_default().to_owned()
}

/// Cells that braille draws with dots, and the dots of all of them.
fn dots(session: &Session) -> (usize, u32) {
    let text = overlay(session);
    let braille = text.chars().filter(|c| ('\u{2801}'..='\u{28ff}').contains(c));
    braille.fold((0, 0), |(cells, dots), c| (cells + 1, dots + (c as u32 - 0x2800).count_ones()))
}

/// Degrees east and north of a place record.
fn position(archive: &Archive, id: Id) -> (f64, f64) {
    let Record::Place(place) = archive.record(id) else { panic!("no place") };
    place.longitude.zip(place.latitude).expect("a position")
}

/// The code of the country of a place record.
fn country(archive: &Archive, id: Id) -> &str {
    let Record::Place(place) = archive.record(id) else { panic!("no place") };
    place.country.as_deref().expect("a country")
}

/// The places of an event that the map can show: the stops of a tour, and its one place.
fn places_of(archive: &Archive, event: Id) -> BTreeSet<Id> {
    let event = archive.event(event).expect("an event");
    let named = event.stops.iter().chain(event.place.iter().filter_map(|place| place.id.as_ref()));
    let known = named.map(|name| archive.id(name).expect("a place"));
    known.filter(|&id| Frames::Dialogue.show(position(archive, id).0, position(archive, id).1)).collect()
}

/// From the records themselves: how many of the events the map has, and at which places, the busiest first.
fn counted(archive: &Archive, events: &[Id]) -> (usize, Vec<(Id, usize)>) {
    let places: Vec<BTreeSet<Id>> = events.iter().map(|&id| places_of(archive, id)).filter(|places| !places.is_empty()).collect();
    let mut counts = BTreeMap::new();
    places.iter().flatten().for_each(|&id| *counts.entry(id).or_insert(0) += 1);
    let mut busiest: Vec<(Id, usize)> = counts.into_iter().collect();
    let east = |id| position(archive, id).0;
    busiest.sort_by(|a, b| b.1.cmp(&a.1).then(east(a.0).total_cmp(&east(b.0))));
    (places.len(), busiest)
}

#[test]
fn the_map_shows_countries_and_places() {
    for (width, height) in [(80, 24), (120, 36), (160, 50)] {
        let mut session = Session::new(width, height);
        session.press("M");
        let text = overlay(&session);
        for name in ["Kazakhstan", "Uzbekistan", "Turkmenistan", "Japan"] {
            assert!(text.contains(name), "{name} at {width}×{height}:\n{text}");
        }
        let archive = session.app.archive();
        let all = archive.of_type(RecordType::Event);
        let (events, places) = counted(archive, all);
        assert!(text.contains(&format!("Map · {events} events at {} places ", places.len())), "{text}");
        let tally = session.app.map_tally();
        let missing = tally.outside + tally.without_position + tally.absent.iter().sum::<usize>();
        assert_eq!((tally.events, missing), (events, all.len() - events), "each event once");
        // Where room is short the line is cut.
        let line = text.lines().rev().nth(3).expect("a line of counts").trim_matches(['│', ' ']);
        let wanted = format!("{events} on the map · {}", tally.missing().join(" · "));
        let shown = line.strip_suffix('…').unwrap_or(line).trim_end();
        assert!(
            wanted.starts_with(shown) && (shown == wanted || cadialog::text::width(&wanted) > usize::from(width) - 4),
            "{line}"
        );
        assert!(wanted.contains(" off the map · ") && wanted.contains(" place not known"), "{wanted}");
        assert!(text.contains("1–4") && text.contains("◉ the selected event"), "{text}");
        assert!(text.contains("arrows country") && text.contains("Space filter") && text.contains("Esc close"), "{text}");
        assert!(dots(&session).0 > 100, "{text}");
        // The session begins on an event in Tokyo; each other cell with a place has a dot.
        let map: String = text.lines().take(usize::from(height) - 6).collect();
        let projection = Projection::fit(&Frames::Dialogue, width - 2, height - 7).expect("room");
        let cell = |id| {
            let (east, north) = position(archive, id);
            let (x, y) = projection.point(east, north).expect("on the map");
            (atlas::cell(x), atlas::cell(y))
        };
        let cells: BTreeSet<_> = places.iter().map(|(id, _)| cell(*id)).collect();
        assert!(cells.len() >= 7, "the capitals, and others where there is room: {cells:?}");
        assert_eq!(map.matches(['▪', '▩', '█']).count(), cells.len() - 1, "{text}");
        assert_eq!(map.matches('◉').count(), 1, "{text}");
    }
}

#[test]
fn moving_to_a_country_selects_it() {
    let mut session = Session::new(100, 30);
    session.press("M");
    assert!(foot(&session).contains("· Kazakhstan: "), "{}", foot(&session));
    session.press("Down");
    assert_eq!((session.shown().as_str(), session.app.focus()), ("UZ", Focus::Countries));
    assert!(overlay(&session).contains("▸Uzbekistan") && foot(&session).contains("· Uzbekistan: "), "{}", session.text());
    session.press("h");
    assert_eq!(session.shown(), "TM");
    session.press("Left");
    assert_eq!(session.shown(), "TM");
    assert!(session.status().contains("no country of the map lies further west"), "{}", session.status());
    session.press("l l Right");
    assert_eq!(session.shown(), "JP", "Uzbekistan, Kyrgyzstan, Japan");
    assert_eq!(session.app.mode(), Mode::Map);
    session.press("Esc");
    assert_eq!((session.app.mode(), session.shown().as_str()), (Mode::Browse, "JP"));
    let row = session.text().lines().find(|line| line.contains("· Japan")).expect("its row").to_owned();
    assert!(row.trim_start().starts_with('▸'), "the countries’ cursor follows: {row}");
}

#[test]
fn space_filters_fills_and_marks_the_country() {
    let mut session = Session::new(120, 36);
    session.press("M");
    let (_, before) = dots(&session);
    session.press("Space");
    let archive = session.app.archive();
    let (all, kazakhstan) = (archive.of_type(RecordType::Event), archive.id("KZ").expect("a country"));
    let of_it = all.iter().filter(|id| archive.linked(**id, Relation::Country).any(|country| country == kazakhstan)).count();
    let wanted = format!("country:KZ · {of_it} of {} events", all.len());
    assert!(session.status().contains(&wanted), "{}", session.status());
    assert!(overlay(&session).contains("▸✓ Kazakhstan"), "{}", session.text());
    assert!(foot(&session).contains("✓ Kazakhstan: ") && foot(&session).contains("filtered by"), "{}", foot(&session));
    let (_, filled) = dots(&session);
    assert!(filled > before + 100, "{before} dots, then {filled}");
    session.press("Down Space");
    assert!(session.status().contains("country:KZ,UZ"), "{}", session.status());
    session.press("@");
    assert!(session.status().contains("country:UZ "), "{}", session.status());
    session.press("X");
    assert!(session.status().contains("nothing hidden"), "{}", session.status());
    assert_eq!(session.app.mode(), Mode::Map);
}

#[test]
fn the_capital_of_a_filtered_country_lies_in_filled_cells() {
    for (width, height) in [(80, 24), (120, 36), (160, 50), (200, 60)] {
        let mut session = Session::new(width, height);
        session.press("M Space");
        let buffer = session.buffer();
        let at = |symbol: &str| buffer.content.iter().position(|cell| cell.symbol() == symbol).expect(symbol);
        // Of the places with 5 to 19 events Astana lies furthest north.
        let astana = at("▩");
        let around: String = buffer.content[astana - 2..=astana + 2].iter().map(|cell| cell.symbol()).collect();
        assert!(around.matches(|c| ('\u{2801}'..='\u{28ff}').contains(&c)).count() >= 2, "{around}\n{}", session.text());
    }
}

#[test]
fn tab_steps_through_the_places() {
    let mut session = Session::new(120, 36);
    session.press("M Tab");
    let archive = session.app.archive();
    let (_, places) = counted(archive, archive.of_type(RecordType::Event));
    let name = |id: Id| session.app.archive().title(id, Language::En).to_owned();
    let in_country = |id: Id| {
        let code = country(archive, id);
        (code.to_owned(), format!("{}, {}", name(id), name(archive.id(code).expect("a country"))))
    };
    let [(first, many), (second, several)] = [places[0], places[1]];
    let ((_, first), (code, second)) = (in_country(first), in_country(second));
    let last = places.len();
    assert_eq!((first.as_str(), second.as_str()), ("Tokyo, Japan", "Tashkent, Uzbekistan"));
    assert!(foot(&session).contains(&format!("{first}: {many} events · place 1 of {last}")), "{}", foot(&session));
    assert!(overlay(&session).contains(&format!("Tokyo {many}")), "{}", session.text());
    let lit = |session: &Session, symbol: &str| {
        let buffer = session.buffer();
        buffer.content.iter().any(|cell| cell.symbol() == symbol && cell.modifier.contains(Modifier::REVERSED))
    };
    assert!(lit(&session, "◉"), "the place under the cursor stands out");
    session.press("Tab");
    assert!(foot(&session).contains(&format!("{second}: {several} events · place 2 of {last}")), "{}", foot(&session));
    assert!((5..20).contains(&several));
    assert!(lit(&session, "▩") && !lit(&session, "◉"));
    session.press("S-Tab S-Tab");
    assert!(foot(&session).contains(&format!("place {last} of {last}")), "round the end: {}", foot(&session));
    // The place's country is what Space and Enter act on.
    session.press("Tab Tab Space");
    assert!(session.status().contains(&format!("country:{code} ")), "{}", session.status());
    assert!(foot(&session).contains(&second), "the cursor stays: {}", foot(&session));
    session.press("Up");
    assert!(!foot(&session).contains("place 2"), "an arrow leaves the places: {}", foot(&session));
}

#[test]
fn enter_opens_the_country_and_other_keys_lead_on() {
    let mut session = Session::new(120, 36);
    session.press("M Down Enter");
    assert_eq!((session.app.mode(), session.app.focus(), session.shown().as_str()), (Mode::Browse, Focus::Detail, "UZ"));
    session.press("Esc");
    assert_eq!(session.app.focus(), Focus::Countries, "back to where it was opened");
    for keys in ["M Esc", "M M", "M q"] {
        assert_eq!(session.press(keys), None, "{keys} quits");
        assert_eq!(session.app.mode(), Mode::Browse, "{keys}");
    }
    session.press("M / 'water");
    assert_eq!(session.app.mode(), Mode::Search);
    session.press("Esc M ?");
    assert!(matches!(session.app.mode(), Mode::Help(_)));
    session.press("Esc M 2");
    assert_eq!((session.app.mode(), session.app.focus()), (Mode::Browse, Focus::Topics));
}

#[test]
fn looking_at_the_map_changes_nothing() {
    for keys in ["", "3 j j", "1 j", "4", "Enter", "/ 'water Enter"] {
        let mut session = Session::new(120, 36);
        session.press(keys);
        let before = session.text();
        session.press("M Esc");
        assert_eq!(session.text(), before, "after {keys:?}");
    }
}

#[test]
fn the_selected_event_is_marked_where_it_took_place() {
    let mut session = Session::new(120, 36);
    session.press("/ 'id:fmm-01 Enter");
    let event = session.app.archive().id("fmm-01-astana-2004").expect("the first meeting");
    assert_eq!(session.shown(), session.app.archive().record(event).id());
    session.press("M");
    let column = |session: &Session| {
        let text = overlay(session);
        let map: Vec<&str> = text.lines().take(29).collect();
        map.iter().find_map(|line| line.find('◉').map(|at| cadialog::text::width(&line[..at])))
    };
    let astana = column(&session).expect("a mark");
    assert!(astana < 70, "Astana, where it took place, lies in the western frame: column {astana}");
    // It stays marked while countries are looked at.
    session.press("Down Right");
    assert_eq!(column(&session), Some(astana));
}

#[test]
fn the_search_counts_on_the_map_too() {
    let mut session = Session::new(120, 36);
    session.press("/ 'place:dushanbe Enter M");
    let archive = session.app.archive();
    let dushanbe = archive.id("dushanbe").expect("a place");
    let all = archive.of_type(RecordType::Event).iter().copied();
    let there: Vec<Id> = all.filter(|&id| places_of(archive, id).contains(&dushanbe)).collect();
    // Among them is a tour, which has other stops.
    let (events, places) = counted(archive, &there);
    assert!(events == there.len() && places.len() > 1, "{places:?}");
    let wanted = format!("Map · {events} events at {} places ·", places.len());
    assert!(overlay(&session).contains(&wanted), "{wanted}: {}", session.text());
    assert!(!overlay(&session).contains("place not known"), "{}", foot(&session));
    session.press("Esc X / 'status:cancelled Enter M Tab");
    assert!(foot(&session).contains("event"), "{}", session.text());
}

#[test]
fn names_are_in_the_chosen_language() {
    let mut session = Session::new(160, 50);
    session.press("M L");
    assert!(overlay(&session).contains("カザフスタン"), "{}", session.text());
    session.press("Tab");
    assert!(foot(&session).contains("東京, 日本"), "{}", foot(&session));
    session.press("L");
    assert!(overlay(&session).contains("Узбекистан") && foot(&session).contains("Токио, Япония"), "{}", session.text());
}

#[test]
fn both_seas_are_drawn_and_named() {
    let mut session = Session::new(160, 50);
    session.press("M");
    let text = overlay(&session);
    assert!(text.contains("Caspian") && text.contains("Aral"), "{text}");
}

#[test]
fn in_ascii_the_map_has_only_ascii() {
    for (width, height) in [(80, 24), (120, 36), (160, 50)] {
        let mut session = Session::with(width, height, ThemeName::Dark, true, "");
        for keys in ["M", "Space", "Down Space", "Tab", "Tab"] {
            session.press(keys);
            let text = overlay(&session);
            assert!(text.is_ascii(), "after {keys} at {width}×{height}:\n{text}");
        }
        let text = overlay(&session);
        assert!(text.contains("///") && text.contains("~~") && text.contains("x Uzbekistan"), "{text}");
    }
}

#[test]
fn without_colour_the_map_tells_everything() {
    let mut session = Session::with(120, 36, ThemeName::Mono, false, "");
    session.press("M Space Tab");
    let buffer = session.buffer();
    assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    let text = overlay(&session);
    assert!(text.contains("✓ Kazakhstan") && text.contains("Tokyo"), "{text}");
}

#[test]
fn the_small_map_takes_no_row_that_a_list_needs() {
    let mut session = Session::new(160, 50);
    let text = session.text();
    assert!(text.contains(" Map · M enlarges ") && text.contains('◉'), "{text}");
    let archive = session.app.archive();
    for of_type in [cadialog::record::RecordType::Country, cadialog::record::RecordType::Topic] {
        for &id in archive.of_type(of_type) {
            let name: String = archive.record(id).title().chars().take(12).collect();
            assert!(text.contains(&name), "{name} is not in sight:\n{text}");
        }
    }
    session.press("1 Space");
    let text = session.text();
    let region: String = text.lines().skip_while(|line| !line.contains("M enlarges")).collect();
    assert!(region.contains("✓ KZ"), "{text}");
    for (width, height) in [(160, 40), (120, 50), (80, 24)] {
        assert!(!Session::new(width, height).text().contains("M enlarges"), "{width}×{height}");
    }
}

#[test]
fn the_real_cursor_stands_on_what_is_chosen() {
    let mut session = Session::new(120, 36);
    session.press("M");
    let cursor = session.terminal.backend().cursor_position();
    assert_eq!(session.buffer()[cursor].symbol(), "▸");
    session.press("Tab Tab");
    let cursor = session.terminal.backend().cursor_position();
    assert_eq!(session.buffer()[cursor].symbol(), "▩", "the second of the places");
}
