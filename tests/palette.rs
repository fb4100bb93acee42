//! The palette, saved searches, exports, and history and completion on the input line, by real keys; on a real shelf and
//! with real files.

mod common;
#[cfg(unix)]
#[path = "common/pty.rs"]
mod pty;

#[path = "palette/exports.rs"]
mod exports;
#[path = "palette/line.rs"]
mod line;
#[path = "palette/searches.rs"]
mod searches;

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::path::PathBuf;

use cadialog::app::{App, Effect, Mode};
use cadialog::export::JobRunner;
use cadialog::keys::{ACTIONS, Context, Key};
use cadialog::shelf::{Shelf, ShelfStore};
use cadialog::terminal::{self, Ending, Events, Input};
use common::Session;

/// A session with a shelf and a folder for files: what the loop asks for is done, and what comes of it is told.
struct Desk {
    folder: tempfile::TempDir,
    store: ShelfStore,
    writer: JobRunner,
    session: Session,
}

struct Hands<'a> {
    waiting: VecDeque<Input>,
    store: &'a ShelfStore,
    writer: &'a mut JobRunner,
}

impl Events for Hands<'_> {
    fn next(&mut self) -> io::Result<Input> {
        Ok(self.waiting.pop_front().unwrap_or(Input::Stop(99)))
    }

    fn ready(&mut self) -> io::Result<Option<Input>> {
        Ok(None)
    }

    fn perform(&mut self, effect: &Effect) -> io::Result<Option<String>> {
        match effect {
            Effect::Keep(change) => self.waiting.push_front(Input::Kept(Box::new(self.store.change(change.clone())))),
            Effect::Export(export) => {
                let mut outcome = self.writer.begin(export).map(Input::Exported);
                while outcome.is_none() {
                    outcome = self.writer.look().map(Input::Exported);
                }
                self.waiting.extend(outcome);
            }
            _ => {}
        }
        Ok(None)
    }
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let store = ShelfStore::new(Some(Shelf::new(folder.path())));
        Self { folder, store, writer: JobRunner::default(), session: Session::new(120, 36) }
    }

    /// Presses keys, separated by blanks; `'word` types the word, `''` a blank.
    fn press(&mut self, keys: &str) -> Option<Ending> {
        let key = |name: &str| Input::Key(Key::parse(name).expect("a key"));
        let mut inputs = VecDeque::new();
        for name in keys.split_whitespace() {
            match name.strip_prefix('\'') {
                Some("'") => inputs.push_back(key("Space")),
                Some(word) => inputs.extend(word.chars().map(|c| key(&c.to_string()))),
                None => inputs.push_back(key(name)),
            }
        }
        let mut events = Hands { waiting: inputs, store: &self.store, writer: &mut self.writer };
        let Session { terminal, app, theme, .. } = &mut self.session;
        let ending = terminal::run(terminal, app, theme, &mut events).expect("a screen in memory never fails");
        (ending != Ending::Stopped(99)).then_some(ending)
    }

    fn app(&self) -> &App {
        &self.session.app
    }

    fn text(&self) -> String {
        self.session.text()
    }

    fn status(&self) -> String {
        self.session.status()
    }

    fn searches(&self) -> BTreeMap<String, String> {
        Shelf::new(self.folder.path()).read().expect("a shelf").contents.searches
    }

    /// A path in the folder, as typed with [`Self::press`].
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Exports what is shown to the file of this name, and gives what it then holds.
    fn export(&mut self, name: &str) -> String {
        let path = self.path(name);
        self.press(&format!("e C-u '{} Enter", path.display()));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}\n{}", path.display(), self.text()))
    }

    /// The chosen row of the list on top.
    fn chosen(&self) -> String {
        self.line("│ ▸ ")
    }

    /// The line of the screen that holds `words`.
    fn line(&self, words: &str) -> String {
        let text = self.text();
        text.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no “{words}” in\n{text}")).to_owned()
    }
}

#[test]
fn the_palette_lists_what_can_be_done_from_here_with_its_keys() {
    let mut desk = Desk::new();
    desk.press(":");
    let text = desk.text();
    assert!(text.contains(" Actions ") && text.contains("Enter does it") && text.contains("Esc closes"), "{text}");
    let row = desk.line("go to the first row or line");
    assert!(row.contains("g g  Home  M-<"), "{row}");
    let wanted = ACTIONS.iter().filter(|info| info.context == Context::Browse).count() - 1;
    assert_eq!(
        desk.app().dialog().entries.len(),
        wanted + desk.app().type_line().len(),
        "the types of record, and all actions but those of the input line, of lists, of the detail, and the palette itself"
    );
    desk.press("Esc");
    assert_eq!(desk.app().mode(), Mode::Browse);
    desk.press("5 M-x");
    assert!(desk.app().dialog().entries.len() > wanted, "links are stepped through in the detail");
    assert!(!desk.text().contains("erase"), "{}", desk.text());
}

#[test]
fn an_action_is_found_by_its_words_and_carried_out() {
    let mut desk = Desk::new();
    desk.press(": 'fold '' 'years");
    assert!(desk.chosen().contains("fold or unfold all years"), "{}", desk.text());
    desk.press("Enter");
    assert_eq!(desk.app().mode(), Mode::Browse);
    assert!(desk.session.rows().is_empty(), "all years are folded");
    desk.press(": 'serach Enter 'water Enter");
    assert_eq!(desk.app().query().text, "water", "a typo is forgiven, and what was chosen acts in its own mode");
    desk.press(": 'qqqqq");
    assert!(desk.text().contains("no action fits these words"));
    desk.press("Enter Esc : 'quit");
    assert_eq!(desk.press("Enter"), Some(Ending::Quit));
    assert_eq!(Desk::new().press(": C-c"), Some(Ending::Interrupted));
}

#[test]
fn the_palette_is_gone_through_by_keys() {
    let mut desk = Desk::new();
    desk.press(":");
    let first = desk.chosen();
    desk.press("Down C-n");
    let third = desk.chosen();
    assert_ne!(first, third);
    desk.press("Up C-p Up");
    assert_eq!(desk.chosen(), first);
    desk.press("PgDn PgDn PgDn PgDn PgDn PgDn");
    assert!(desk.chosen().contains("list sources"), "{}", desk.text());
    desk.press("PgUp Esc j");
    assert_eq!(desk.app().mode(), Mode::Browse);
}

#[test]
fn the_help_is_narrowed_by_action_and_by_key() {
    let mut desk = Desk::new();
    desk.press("? / 'bibtex");
    let text = desk.text();
    assert!(text.contains("y b") && text.contains("Reading and copying") && !text.contains("go down"), "{text}");
    desk.press("C-u 'M-v");
    let text = desk.text();
    assert!(text.contains("go up a page") && !text.contains("go down a page"), "{text}");
    desk.press("Enter");
    assert!(desk.text().contains("Help / M-v") && desk.text().contains("Esc shows all"), "{}", desk.text());
    desk.press("Esc");
    assert!(desk.text().contains("Signs and numbers") && matches!(desk.app().mode(), Mode::Help(0)));
    desk.press("/ 'qqqq");
    assert!(desk.text().contains("no sign, action, key or query fits"));
    desk.press("Esc Esc");
    assert_eq!(desk.app().mode(), Mode::Browse);
    desk.press("? : 'zoom Enter");
    assert!(desk.app().is_zoomed(), "the palette takes the place of the help");
}

/// The records of the block that counts, which are those that are exported.
fn counted(session: &Session) -> Vec<String> {
    let hits = session.app.view().hits.as_ref().expect("results");
    hits.counted().iter().map(|hit| session.app.archive().record(hit.id).id().to_owned()).collect()
}

#[test]
fn typing_in_a_sheet_searches_nothing_and_paste_is_typed() {
    let mut desk = Desk::new();
    let rows = desk.session.rows();
    desk.press(": 'qx '' '/ C-a C-k C-y M-b M-p M-n Esc");
    assert_eq!((desk.session.rows(), desk.app().query().is_empty()), (rows, true));
    desk.press("e C-u");
    desk.session.feed(vec![Input::Paste("a\u{1b}b\n.csv".to_owned())]);
    assert_eq!(desk.app().dialog().input.value(), "ab .csv");
}

#[test]
fn a_sheet_says_its_keys_in_every_width_and_in_ascii() {
    for (width, height) in [(40, 10), (80, 24), (120, 36), (160, 50)] {
        for (keys, wanted) in [(":", "Enter"), ("b", "Esc"), ("e", "Enter"), ("1 Space B", "Enter")] {
            let mut session = Session::with(width, height, cadialog::config::ThemeName::Mono, true, "");
            session.press(keys);
            let text = session.text();
            assert!(text.contains(wanted), "{keys} at {width}×{height}:\n{text}");
            let odd: Vec<char> = text.chars().filter(|c| !c.is_ascii() && !c.is_alphanumeric()).collect();
            assert!(odd.is_empty(), "{odd:?} after {keys}:\n{text}");
            assert!(text.lines().all(|line| cadialog::text::width(line) <= usize::from(width)));
        }
    }
}

/// The built program: files at home, and what is kept between two starts.
#[cfg(unix)]
#[test]
fn the_built_program_exports_saves_and_remembers() {
    let home = tempfile::tempdir().expect("a directory");
    let at_home = home.path().to_str().expect("utf-8").to_owned();
    let start = || {
        let environment = [("HOME", at_home.as_str()), ("XDG_DATA_HOME", at_home.as_str())];
        let pty = pty::Pty::start(&["--fresh"], &environment, 120, 36);
        pty.wait_for("nothing hidden");
        pty
    };
    let mut pty = start();
    pty.send("/topic:energy water\r");
    pty.wait_for("topic:energy water ·");
    pty.send("e\u{15}~/found.jsonl\r");
    pty.wait_for("written to");
    let written = std::fs::read_to_string(home.path().join("found.jsonl")).expect("a file");
    let records: Vec<serde_json::Value> =
        written.lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect();
    let mut found = Session::new(120, 36);
    found.press("/ 'topic:energy '' 'water Enter");
    assert_eq!(records.iter().map(|record| record["id"].as_str().expect("an id")).collect::<Vec<_>>(), counted(&found));
    pty.send("Bfirst\r");
    pty.wait_for("saved as “first”");
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
    let mut pty = start();
    pty.send("b");
    pty.wait_for("▸ first");
    pty.send("\r");
    pty.wait_for("✓ Energy");
    pty.send("X/\u{1b}p");
    pty.wait_for("/ topic:energy water");
    pty.send("\u{3}");
    assert_eq!(pty.exit_code(), 130);
}
