//! What is counted, against a plain recount, and what a cell opens, against what it counts.

use std::collections::HashSet;

use cadialog::app::{App, Mode};
use cadialog::archive::{Id, Relation};
use cadialog::keys::{Key, Keymap};
use cadialog::query::Query;
use cadialog::record::{Language, RecordType};
use cadialog::ui;
use cadialog::view::{CellCount, Counts, View};
use proptest::prelude::*;

use super::common::cases::cases;
use super::common::catalogue;

fn query(words: &str, countries: &[usize], topics: &[usize]) -> Query {
    let catalogue = catalogue();
    let mut query = Query::default();
    query.set_text(words, &catalogue.archive);
    for (of_type, chosen) in [(RecordType::Country, countries), (RecordType::Topic, topics)] {
        let all = catalogue.archive.of_type(of_type);
        for n in chosen.iter().map(|n| n % all.len()).collect::<HashSet<_>>() {
            query.toggle(Query::condition_on(all[n], &catalogue.archive).expect("a country or topic"));
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
        for column in 0..=tally.years.len() {
            let year = tally.years.get(column);
            let wanted = recount(year, &|id| linked(id, Relation::Topic, topic));
            assert_eq!(tally.topics_by_year.get(row, column), wanted, "{topic:?} {year:?}");
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
        chart in 1usize..5,
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
