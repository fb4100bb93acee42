//! Notes and marks by lines: written, added to, listed, found, and told with each record.

use super::dialogs::{holds, step};
use super::journey;

#[test]
fn a_note_of_several_lines_is_written_listed_and_found() {
    let lines = ["/id:td-13-2025 type:event", "note zebrafish", "add second line", "notes", "/zebrafish", "where", "open 1", "X"];
    let said = journey(&[], &lines);
    holds(&step(&said, 2), "The note is kept.");
    holds(&step(&said, 3), "The note is kept.");
    holds(&step(&said, 4), "record 1 of 1");
    holds(&step(&said, 4), "Your note: zebrafish.");
    holds(&step(&said, 5), "record 1 of 1");
    holds(&step(&said, 6), "Your note: zebrafish.");
    holds(&step(&said, 7), "second line");
}

#[test]
fn marks_are_grouped_by_words() {
    let lines =
        ["/id:td-13-2025 type:event", "group thesis, chapter 2", "group-mark", "", "/mark:thesis", "news", "add", "add one"];
    let said = journey(&[], &lines);
    holds(&step(&said, 2), "Marked under “chapter 2” and “thesis”.");
    holds(&step(&said, 3), "now “chapter 2, thesis”");
    holds(&step(&said, 5), "record 1 of 1");
    holds(&step(&said, 5), "Marked under chapter 2 and thesis.");
    holds(&step(&said, 6), "Nothing is new or changed since your last visit");
    holds(&step(&said, 8), "The note is kept.");
}
