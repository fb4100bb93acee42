//! The sheet in the browser, by real keys.

use cadialog::app::{Dialog, Focus, Mode};

use super::common::Session;

#[test]
fn a_text_is_typed_judged_and_its_record_read() {
    let mut session = Session::on_fixture(100, 30);
    session.press("V");
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Verify));
    assert!(session.text().contains("Was this said?"), "{}", session.text());
    session.app.insert("“A quay is not a table\nthat ships sit at.”");
    session.press("Enter");
    let sheet = session.text();
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Verdict));
    for part in ["nearly so", "! negation", "A quay is {+not+} a table", "the speaker’s own words", "accord-quay"] {
        assert!(sheet.contains(part), "{part} is not in\n{sheet}");
    }
    session.press("Enter");
    assert_eq!((session.app.mode(), session.app.focus()), (Mode::Browse, Focus::Detail));
    assert_eq!(session.shown(), "accord-quay");
    session.press("C-o");
    assert_eq!(session.app.focus(), Focus::Timeline, "the way back is kept");
}

#[test]
fn what_is_not_there_is_said_so_and_the_sheet_closes() {
    let mut session = Session::on_fixture(80, 24);
    let before = session.text();
    session.press("V Enter");
    assert!(session.text().contains("no words to look for"), "{}", session.text());
    session.app.insert("Japan will build a nuclear plant in Dushanbe by 2030.");
    session.press("Enter");
    let sheet = session.text();
    assert!(sheet.contains("not in this record") && sheet.contains("it may be said elsewhere"), "{sheet}");
    session.press("Enter");
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Verdict), "there is nothing to read");
    session.press("V");
    assert!(session.text().contains("nuclear plant"), "the last text stands there again: {}", session.text());
    session.press("'wind");
    assert!(!session.text().contains("nuclear plant"), "and gives way to what is typed: {}", session.text());
    session.press("Enter Esc");
    assert_eq!(session.text(), before);
}

#[test]
fn no_size_and_no_text_breaks_the_sheet() {
    let texts = ["\u{1b}[2J\u{202e}日本は重要だ 🏴 ", "a", "Give the wind a string to hold. "];
    for (width, height) in [(200, 60), (80, 24), (40, 10), (20, 5), (3, 2)] {
        for text in texts {
            let mut session = Session::on_fixture(width, height);
            session.press("V");
            session.app.insert(&text.repeat(3000));
            session.press("Enter j k G");
            assert!(!session.text().contains(|c| c != '\n' && cadialog::text::is_unsafe(c)), "{text}");
        }
    }
}
