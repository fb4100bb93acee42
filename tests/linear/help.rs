//! The help in lines: the query language and the signs are reached as they are on the screen.

use cadialog::query::help::constructs;

use super::dialogs::{holds, step};
use super::journey;

#[test]
fn the_query_language_and_the_signs_are_told() {
    let said = journey(&[], &["help", "help query", "help signs", "help speaker", "help kind", "charts", "help query"]);
    holds(&step(&said, 1), "help query tells the query language");
    holds(&step(&said, 1), "help signs tells");
    for number in [2, 7] {
        let told = step(&said, number);
        for construct in constructs() {
            let line = told.iter().filter(|line| line.starts_with(&format!("{} means ", construct.form)));
            let line =
                line.map(|line| line.contains(construct.meaning) && line.ends_with(&format!("Example: /{}", construct.example)));
            assert_eq!(line.collect::<Vec<_>>(), [true], "{}: {told:#?}", construct.form);
        }
    }
    for meaning in
        ["a country, topic or other value that is filtered by", "a record that you have marked", "the numbers count events"]
    {
        holds(&step(&said, 3), meaning);
    }
    holds(&step(&said, 4), "speaker: means who spoke. Example: /speaker:aso catalyst");
    holds(&step(&said, 5), "kind: means the series or sort");
}
