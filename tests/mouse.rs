//! The mouse: what clicks and the wheel do, by events through the real loop, and what is written to a real terminal.

mod common;
#[cfg(unix)]
#[path = "common/pty.rs"]
mod pty;

use cadialog::app::{Effect, Focus, Gesture, Mode};
use cadialog::record::Language;
use cadialog::terminal::Input;
use common::Session;

fn with_mouse(width: u16, height: u16) -> Session {
    let mut session = Session::new(width, height);
    session.press("F6");
    assert_eq!(session.performed, [Effect::Mouse(true)]);
    session
}

/// Column and row of the first place where `words` stand.
fn place(session: &Session, words: &str) -> (u16, u16) {
    place_from(session, 0, words)
}

/// The same, in the columns from `left` on.
fn place_from(session: &Session, left: u16, words: &str) -> (u16, u16) {
    for (row, line) in session.text().lines().enumerate() {
        let places = line.match_indices(words).map(|(at, _)| cadialog::text::width(&line[..at]));
        if let Some(column) = places.filter_map(|column| u16::try_from(column).ok()).find(|column| *column >= left) {
            return (column, u16::try_from(row).expect("small"));
        }
    }
    panic!("no “{words}” on the screen:\n{}", session.text());
}

fn click(session: &mut Session, (column, row): (u16, u16)) {
    session.feed(vec![Input::Mouse(Gesture::Click, (column, row))]);
}

fn click_on(session: &mut Session, words: &str) {
    let at = place(session, words);
    click(session, at);
}

fn wheel(session: &mut Session, gesture: Gesture, at: (u16, u16)) {
    session.feed(vec![Input::Mouse(gesture, at)]);
}

#[test]
fn the_mouse_is_off_until_asked_for_and_the_status_line_says_when_it_is_on() {
    let mut session = Session::new(120, 36);
    assert!(!session.app.has_mouse());
    let before = session.text();
    click(&mut session, (5, 3));
    assert_eq!(session.text(), before, "a click that nobody asked for did something");
    session.press("F6");
    assert!(session.status().contains("F6 gives the mouse back"), "{}", session.status());
    session.press("j");
    assert!(session.status().contains("nothing hidden · mouse"), "{}", session.status());
    session.press("F6 k");
    assert_eq!(session.performed, [Effect::Mouse(true), Effect::Mouse(false)]);
    assert!(!session.status().contains("mouse"), "{}", session.status());
}

#[test]
fn a_click_selects_a_row_and_a_second_one_opens_it() {
    let mut session = with_mouse(120, 36);
    let (first, rows) = (session.shown(), session.rows());
    let other = rows.iter().skip_while(|id| **id != first).nth(1).expect("a row below").clone();
    let archive = session.app.archive();
    let title = archive.title(archive.id(&other).expect("a record"), Language::En);
    let start: String = title.chars().take(16).collect();
    click_on(&mut session, &start);
    assert_eq!((session.shown(), session.app.focus()), (other.clone(), Focus::Timeline));
    assert_ne!(first, other);
    click_on(&mut session, &start);
    assert_eq!((session.shown(), session.app.focus()), (other, Focus::Detail));
    session.press("Esc");
    assert_eq!(session.app.focus(), Focus::Timeline);
}

#[test]
fn a_click_on_a_sign_filters_and_beside_it_selects() {
    let mut session = with_mouse(120, 36);
    click_on(&mut session, "· Uzbekistan");
    assert!(session.status().contains("country:UZ"), "{}", session.status());
    assert!(session.text().contains("✓ Uzbekistan"));
    click_on(&mut session, "✓ Uzbekistan");
    assert!(session.status().contains("nothing hidden"), "{}", session.status());
    let (column, row) = place(&session, "Tajikistan");
    click(&mut session, (column + 3, row));
    assert_eq!((session.shown().as_str(), session.app.focus()), ("TJ", Focus::Countries));
    assert!(session.status().contains("nothing hidden"), "selecting filters nothing: {}", session.status());
}

#[test]
fn a_click_on_the_sign_of_a_year_folds_it() {
    let mut session = with_mouse(120, 36);
    let before = session.rows().len();
    click_on(&mut session, "▿ 2025");
    assert!(session.rows().len() < before);
    click_on(&mut session, "▹ 2025");
    assert_eq!(session.rows().len(), before);
}

#[test]
fn a_click_beside_the_rows_goes_to_the_pane() {
    let mut session = with_mouse(120, 36);
    for (title, focus) in
        [("2 Topics", Focus::Topics), ("4 Quotes", Focus::Quotes), ("─ 5 ", Focus::Detail), ("1 Countries", Focus::Countries)]
    {
        click_on(&mut session, title);
        assert_eq!(session.app.focus(), focus, "{title}");
    }
    let mut session = with_mouse(60, 20);
    click_on(&mut session, "4 Quotes");
    assert_eq!(session.app.focus(), Focus::Quotes);
    click_on(&mut session, "1 Countries");
    assert_eq!(session.app.focus(), Focus::Countries);
}

#[test]
fn a_click_on_a_link_follows_it_and_back_returns() {
    let mut session = with_mouse(140, 40);
    session.press("/ 'id:summit-01-tokyo-2025 Enter");
    let start = session.shown();
    assert_eq!(start, "summit-01-tokyo-2025");
    let (left, _) = place(&session, "5 Event");
    let (column, row) = place_from(&session, left - 3, "Chair  Takaichi");
    click(&mut session, (column, row));
    assert_eq!((session.shown(), session.app.focus()), (start.clone(), Focus::Detail), "a label is no link");
    click(&mut session, (column + 8, row));
    let (name, focus) = (session.page(), session.app.focus());
    assert!(name.starts_with("Takaichi Sanae") && focus == Focus::Detail, "{name}");
    assert_ne!(session.shown(), start);
    session.press("Esc");
    assert_eq!(session.shown(), start);
}

#[test]
fn the_wheel_scrolls_what_is_under_it_and_moves_no_focus() {
    let mut session = with_mouse(120, 30);
    let rows = place(&session, "▿ 2025");
    let shown = session.shown();
    let detail = (place(&session, "5 Event").0 + 4, 10);
    wheel(&mut session, Gesture::WheelDown, detail);
    assert_eq!((session.app.detail().scroll(), session.app.focus()), (3, Focus::Timeline));
    wheel(&mut session, Gesture::WheelUp, detail);
    assert_eq!(session.app.detail().scroll(), 0);
    let offset = session.app.cursor(Focus::Timeline).offset();
    for _ in 0..4 {
        wheel(&mut session, Gesture::WheelDown, rows);
    }
    assert_eq!(session.app.cursor(Focus::Timeline).offset(), offset + 12);
    assert_ne!(session.shown(), shown, "the selection went with the screen");
    let shown = session.shown();
    let topics = place(&session, "2 Topics");
    wheel(&mut session, Gesture::WheelDown, (topics.0, topics.1 + 2));
    assert_eq!(session.app.cursor(Focus::Topics).offset(), 3);
    assert_eq!((session.shown(), session.app.focus()), (shown, Focus::Timeline));
}

#[test]
fn the_wheel_stops_at_the_ends() {
    let mut session = with_mouse(120, 36);
    let places = [(5, 3), (5, 20), (50, 6), (50, 30), (100, 10)];
    for at in places {
        for gesture in [Gesture::WheelUp, Gesture::WheelDown, Gesture::WheelDown, Gesture::WheelUp] {
            for _ in 0..90 {
                wheel(&mut session, gesture, at);
            }
        }
    }
    assert_eq!(session.app.detail().scroll(), 0);
    assert_eq!(session.app.cursor(Focus::Timeline).offset(), 0);
}

#[test]
fn while_searching_a_click_on_a_hit_leaves_the_input_line() {
    let mut session = with_mouse(120, 36);
    click(&mut session, (10, 0));
    assert_eq!(session.app.mode(), Mode::Search);
    session.press("'tokyo '' 'dialogue");
    let second = session.rows()[1].clone();
    let (left, _) = place(&session, "3 Results");
    let (column, row) = place_from(&session, left - 2, "▸ ");
    click(&mut session, (column + 6, row + 1));
    assert_eq!((session.app.mode(), session.shown()), (Mode::Browse, second));
    assert_eq!(session.app.query().text, "tokyo dialogue");
}

#[test]
fn a_click_while_nothing_is_typed_gives_the_search_up() {
    let mut session = with_mouse(120, 36);
    session.press("/ 'water Enter / C-u");
    click(&mut session, (60, 8));
    assert_eq!(session.app.mode(), Mode::Browse);
}

#[test]
fn over_the_help_the_wheel_scrolls_and_a_click_beside_it_closes() {
    let mut session = with_mouse(100, 24);
    session.press("?");
    wheel(&mut session, Gesture::WheelDown, (50, 12));
    assert_eq!(session.app.mode(), Mode::Help(3));
    click(&mut session, (50, 12));
    assert_eq!(session.app.mode(), Mode::Help(3));
    click(&mut session, (0, 12));
    assert_eq!(session.app.mode(), Mode::Browse);
}

#[test]
fn a_note_is_not_lost_by_a_click() {
    let mut session = with_mouse(120, 36);
    session.press("a 'mine");
    for row in 0..36 {
        click(&mut session, (20, row));
        click(&mut session, (100, row));
    }
    assert_eq!((session.app.mode(), session.app.input().value()), (Mode::Note, "mine"));
}

#[test]
fn any_click_and_any_turn_of_the_wheel_is_harmless_at_any_size() {
    let states = ["", "1 Space", "Enter", "z", "/ 'water", "/ 'qqqzzz Enter", "?", "4 G", "L"];
    for keys in states {
        for (width, height) in [(160, 50), (100, 30), (80, 24), (60, 14), (40, 10), (30, 6), (0, 0)] {
            let mut session = with_mouse(120, 36);
            session.press(keys);
            session.resize(width, height);
            for step in 0..60u16 {
                let at = (step.wrapping_mul(37) % (width + 3), step.wrapping_mul(11) % (height + 3));
                click(&mut session, at);
                wheel(&mut session, if step % 3 == 0 { Gesture::WheelUp } else { Gesture::WheelDown }, at);
            }
            assert!(session.performed.iter().all(|effect| !matches!(effect, Effect::Quit | Effect::Interrupt)));
        }
    }
}

#[cfg(unix)]
mod in_a_terminal {
    use super::pty::Pty;

    const ON: &str = "\u{1b}[?1000h\u{1b}[?1006h";
    const OFF: &str = "\u{1b}[?1006l\u{1b}[?1000l";
    const STARTED: &str = "nothing hidden";

    fn start(arguments: &[&str]) -> Pty {
        let pty = Pty::start(arguments, &[], 120, 36);
        pty.wait_for(STARTED);
        pty
    }

    fn is_on(pty: &Pty) -> bool {
        let raw = pty.raw();
        raw.rfind(ON) > raw.rfind(OFF)
    }

    /// F6, and wait until it has been told of.
    fn switch_on(pty: &mut Pty) {
        pty.send("\u{1b}[17~");
        pty.wait_for("gives the mouse back");
        assert!(is_on(pty));
    }

    /// A press of the left button at a column and row from 1, as xterm reports it.
    fn click(pty: &mut Pty, column: usize, row: usize) {
        pty.send(&format!("\u{1b}[<0;{column};{row}M\u{1b}[<0;{column};{row}m"));
    }

    #[test]
    fn it_is_taken_by_f6_and_given_back_at_the_end() {
        let mut pty = start(&[]);
        assert!(!pty.raw().contains("?1000h"), "taken without being asked for");
        switch_on(&mut pty);
        assert!(!pty.raw().contains("?1003h"), "motion is of no use");
        let screen = pty.text();
        let row = screen.lines().position(|line| line.contains("· Uzbekistan")).expect("a country") + 1;
        click(&mut pty, 3, row);
        pty.wait_for("country:UZ");
        pty.send("\u{1b}[17~");
        pty.wait_for("is the terminal’s");
        assert!(!is_on(&pty));
        switch_on(&mut pty);
        pty.send("q");
        assert_eq!(pty.exit_code(), 0);
        assert!(!is_on(&pty), "still taken after the end");
    }

    #[test]
    fn a_suspended_program_has_no_mouse_and_gets_it_again() {
        let mut pty = start(&[]);
        switch_on(&mut pty);
        pty.send("\u{1a}");
        pty.wait("main screen", |_| !pty.in_alternate_screen());
        assert!(!is_on(&pty), "the shell has to live with the reports");
        pty.signal("-CONT");
        pty.wait("alternate screen", |text| pty.in_alternate_screen() && text.contains("mouse"));
        pty.wait("the mouse again", |_| is_on(&pty));
        pty.send("q");
        assert_eq!(pty.exit_code(), 0);
        assert!(!is_on(&pty));
    }

    #[test]
    fn every_ending_gives_it_back() {
        for (signal, code) in [("-TERM", 143), ("-HUP", 129)] {
            let mut pty = start(&[]);
            switch_on(&mut pty);
            pty.signal(signal);
            assert_eq!(pty.exit_code(), code);
            assert!(!is_on(&pty), "{signal}");
        }
        let mut pty = start(&[]);
        switch_on(&mut pty);
        pty.send("\u{3}");
        assert_eq!(pty.exit_code(), 130);
        assert!(!is_on(&pty));
    }

    #[test]
    fn the_configuration_may_ask_for_it() {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("mouse.toml");
        std::fs::write(&path, "mouse = true\n").expect("written");
        let mut pty = start(&["--config", path.to_str().expect("utf-8")]);
        pty.wait_for("· mouse");
        assert!(is_on(&pty));
        pty.send("q");
        assert_eq!(pty.exit_code(), 0);
        assert!(!is_on(&pty));
    }

    #[test]
    fn a_resize_under_the_help_leaves_help_and_mouse_as_they_are() {
        let mut pty = start(&[]);
        switch_on(&mut pty);
        pty.send("?");
        pty.wait_for("Help · Esc closes");
        pty.resize(104, 28);
        pty.wait("the help in the middle of the new screen", |text| {
            text.lines().any(|line| line.chars().position(|c| c == '┌') == Some(4) && line.contains("Help · Esc closes"))
        });
        pty.resize(60, 16);
        pty.wait("the help over a narrow screen", |text| text.contains("┌─ Help") && text.lines().count() <= 16);
        // Beside the box there is no column left; above it is a line.
        click(&mut pty, 30, 1);
        pty.wait("closed help", |text| !text.contains("Esc closes") && text.contains("3 Timeline"));
        assert!(is_on(&pty));
        pty.send("q");
        assert_eq!(pty.exit_code(), 0);
    }

    /// Not a test of its own: the child of the next one, which has the mouse and panics.
    #[test]
    fn child_that_panics_with_the_mouse() {
        use super::common::Session;
        if std::env::var_os("CADIALOG_CHILD").is_none() {
            return;
        }
        let mut session = Session::new(80, 24);
        session.app.set_mouse(true);
        let mut store = cadialog::shelf::ShelfStore::new(None);
        let watch = cadialog::search::watch::Watch::new(cadialog::archive::Base::Nothing, Vec::new());
        let _ = cadialog::terminal::browse(
            &mut session.app,
            &session.theme,
            &mut store,
            watch,
            cadialog::desktop::Desktop::default(),
            |_| panic!("on purpose"),
        );
    }

    #[test]
    fn a_panic_gives_it_back() {
        let this = std::env::current_exe().expect("this test");
        let name = "in_a_terminal::child_that_panics_with_the_mouse";
        let mut pty = Pty::run(&this, &["--exact", name, "--nocapture"], &[("CADIALOG_CHILD", "1")], 100, 30);
        assert_eq!(pty.exit_code(), 101);
        assert!(pty.raw().contains(ON) && pty.raw().contains("on purpose"), "{}", pty.raw());
        assert!(!is_on(&pty));
    }
}

#[test]
fn the_wheel_scrolls_the_quotes_of_everything_too() {
    let mut session = with_mouse(120, 36);
    session.press("g g j");
    assert_eq!(session.app.quotes().1, cadialog::app::QuoteScope::Everything, "a planned event has no quotes of its own");
    let quotes = place(&session, "4 Quotes");
    wheel(&mut session, Gesture::WheelDown, (quotes.0 + 4, quotes.1 + 2));
    assert!(session.app.cursor(Focus::Quotes).offset() > 0);
}
