//! Every mode draws at every size from 0×0 to 200×60, wherever the focus is.

mod common;

use common::Session;

/// States worth drawing, as keys from the start.
const STATES: &[&str] = &[
    "",
    "1 Space",
    "2 j j Space",
    "4 G",
    "5 G",
    "Enter Tab Tab",
    "z",
    "/ 'water",
    "/ 'qqqzzzxxx",
    "/ '松本 Enter Enter",
    "5 / 'tokyo Down",
    "5 / 'qqqzzz",
    "5 z / 'the Enter N",
    "/ 'water Enter K",
    "/ '松 Enter K s s s G Enter n",
    "/ 'the Enter K s s s s z G",
    "? G",
    "L Z",
    ":",
    ": 'searchqqq",
    "b",
    "1 Space B",
    "e",
    "/ 'water Enter e C-u 'no",
    "? / 'copy",
    "M",
    "M Space Down Tab",
    "L M Space Tab",
    "C h",
    "C 2 j l",
    "L C 2 G $",
    "C 3 g g",
    "/ 'qqqzzzxxx Enter C",
    "s",
    "F6 1 Space",
    "y",
    "g",
    "/ Tab Tab",
    "o",
    "a",
    "J",
    "t t",
    "T",
    "4 4 G",
    "P",
];

#[test]
fn every_state_draws_at_every_size() {
    for keys in STATES {
        let mut session = Session::new(100, 30);
        session.press(keys);
        for height in (0..14).chain([20, 24, 33, 47, 60]) {
            for width in (0..14).chain([20, 39, 40, 41, 55, 56, 79, 80, 81, 100, 119, 120, 121, 160, 200]) {
                session.resize(width, height);
                assert_eq!((session.buffer().area.width, session.buffer().area.height), (width, height));
            }
        }
    }
}

#[test]
fn the_least_size_says_what_it_needs() {
    let session = Session::new(39, 9);
    assert!(session.text().contains("cadialog needs 40×10 cells"), "{}", session.text());
    for width in 5..40 {
        let text = Session::new(width, 9).text();
        assert!(text.contains("40×10") && !text.contains('…'), "{width}: {text}");
    }
    assert!(Session::new(40, 10).text().contains("Timeline"));
}

#[test]
fn a_return_to_a_readable_size_finds_everything_in_its_place() {
    let mut session = Session::new(100, 30);
    session.press("1 j Space 3 j j");
    let (before, shown) = (session.text(), session.shown());
    for (width, height) in [(0, 0), (10, 3), (60, 12), (200, 60), (100, 30)] {
        session.resize(width, height);
    }
    assert_eq!(session.shown(), shown);
    assert_eq!(session.text(), before);
}
