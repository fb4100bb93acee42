//! Lists by lines: rows a few at a time, places in their context, filters by name.

use cadialog::record::RecordType;

use super::dialogs::{holds, step};
use super::{bundled, journey};

#[test]
fn rows_are_listed_a_few_at_a_time() {
    let (all, kg) = (bundled::events().len(), bundled::of_country("KG"));
    let but_one = format!("list {}", all - 1);
    let lines = ["list", "more", &but_one, "more", "more", "countries", "more", "list 100", "/qqqzzzxxx", "list"];
    let said = journey(&[], &lines);
    holds(&step(&said, 1), &format!("Events 1 to 10 of {all}; more goes on."));
    holds(&step(&said, 2), "11. ");
    holds(&step(&said, 2), &format!("Events 11 to 20 of {all}; more goes on."));
    holds(&step(&said, 3), &format!("Events 1 to {} of {all}; more goes on.", all - 1));
    holds(&step(&said, 4), &format!("Event {all} of {all}; these are all."));
    holds(&step(&said, 5), "There are no more; list begins again at the first event.");
    holds(&step(&said, 7), &format!("2. Kyrgyzstan: {kg} events.")); // another list: from the row after the one where the reader is
    holds(&step(&said, 8), "Countries 1 to 9 of 9; these are all.");
    holds(&step(&said, 10), "There is no record here to list.");
}

#[test]
fn places_in_context_are_numbered_and_told_as_on_the_screen() {
    let said = journey(&[], &["/uranium", "K", "2", "", "list", "99", "s", "s", "s", "s", "K"]);
    holds(&step(&said, 2), "In context, place 1 of ");
    holds(&step(&said, 2), ", by rank. Showing uranium: ");
    holds(&step(&said, 3), "In context, place 2 of ");
    holds(&step(&said, 4), "In context, place 3 of ");
    holds(&step(&said, 5), "Places 1 to ");
    holds(&step(&said, 6), "There is no place 99, only ");
    holds(&step(&said, 7), ", newest first. ");
    holds(&step(&said, 8), ", oldest first. ");
    holds(&step(&said, 9), ", by word left. ");
    holds(&step(&said, 10), ", by word right. ");
    holds(&step(&said, 11), "Results, record ");
}

#[test]
fn filters_are_set_by_name() {
    let lines = ["filter kazakhstan", "filter Energy", "filter KZ", "filter nowhere", "filter k", "filter ca5"];
    let said = journey(&[], &lines);
    holds(&step(&said, 1), "Filtered by Kazakhstan.");
    holds(&step(&said, 2), "Showing country:KZ topic:energy: ");
    holds(&step(&said, 3), "No longer filtered by Kazakhstan.");
    holds(&step(&said, 4), "No country or topic is called “nowhere”");
    holds(&step(&said, 5), "“k” may be ");
    holds(&step(&said, 6), "Showing country:");
}

#[test]
fn the_quotes_of_everything_are_counted_and_chosen_by_their_numbers() {
    let said = journey(&[], &["top", "down", "quotes", "5"]);
    let all = bundled::records(RecordType::Quote).len();
    assert!(said.contains(&format!("Quotes, quote 1 of {all}.")), "{said}");
    assert!(said.contains(&format!("Quotes, quote 5 of {all}.")), "{said}");
}
