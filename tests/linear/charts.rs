//! The charts by lines: rows that are read, cells that are opened by their names.

use cadialog::record::RecordType;

use super::dialogs::{holds, step};
use super::{bundled, journey};

#[test]
fn charts_are_read_row_by_row_and_their_cells_opened_by_name() {
    let lines = [
        "charts",
        "list 100",
        "2025",
        "",
        "2004 FMM",
        "l",
        "1",
        "k",
        "chart 2",
        "energy",
        "Kazakhstan energy",
        "h",
        "open KZ energy",
        "clear",
        "chart 3",
        "2025 Japan",
        "3 2",
        "999",
        "nonsense",
        "chart 7",
        "Esc",
        "charts",
        "timeline",
    ];
    let said = journey(&[], &lines);
    let (all, (first, last)) = (bundled::events(), bundled::years());
    let (years, events) = (last - first + 1, all.len());
    let topics = bundled::records(RecordType::Topic).len();
    holds(&step(&said, 1), &format!("Chart 1 of 6, events per year, row {years} of {years}. Nothing hidden."));
    holds(&step(&said, 1), &format!("All: {events} events; "));
    holds(&step(&said, 2), &format!("{years}. {last}: {} events; ", bundled::in_year(last)));
    holds(&step(&said, 2), &format!("{}. All: {events} events; ", years + 1));
    holds(&step(&said, 3), &format!("Chart 1 of 6, events per year, row {} of {years}.", 2025 - first + 1));
    holds(&step(&said, 4), &format!("2026: {} events; ", bundled::in_year(2026)));
    holds(&step(&said, 5), "2004, foreign ministers’ meeting: 1 event.");
    holds(&step(&said, 6), "2004, senior officials’ meeting: ");
    holds(&step(&said, 7), &format!("Chart 1 of 6, events per year, row 1 of {years}."));
    holds(&step(&said, 8), "This is the beginning.");
    holds(&step(&said, 9), &format!("Chart 2 of 6, country by topic, row 1 of {topics}."));
    holds(&step(&said, 10), "Energy: ");
    let both =
        all.iter().filter(|event| bundled::has(event, "countries", "KZ") && bundled::has(event, "topics", "energy")).count();
    holds(&step(&said, 11), &format!("Kazakhstan, Energy: {both} events."));
    holds(&step(&said, 12), "This is the beginning of the row.");
    holds(&step(&said, 13), "The charts are closed.");
    holds(&step(&said, 13), &format!("Showing country:KZ topic:energy: {both} of {events} events"));
    holds(&step(&said, 15), "Chart 3 of 6, country by year, ");
    holds(&step(&said, 16), "Japan, 2025: ");
    holds(&step(&said, 18), &format!("There is no row 999, only {} rows.", years + 1));
    holds(&step(&said, 19), "“nonsense” is no key, action or number.");
    holds(&step(&said, 19), "An empty line or j reads the next row");
    holds(&step(&said, 20), "There is no chart 7, only 6.");
    holds(&step(&said, 21), "The charts are closed.");
    assert_eq!(step(&said, 23)[1], "The charts are closed.", "another command closes them and is carried out");
    holds(&step(&said, 23), "Timeline, event ");
}

#[test]
fn charts_of_nothing_are_not_opened() {
    let said = journey(&[], &["/qqqzzzxxx", "charts", "down"]);
    holds(&step(&said, 2), "No events are selected, so there is nothing to count; X clears search and filters.");
    assert!(step(&said, 3)[0].starts_with("> "), "{said}");
}
