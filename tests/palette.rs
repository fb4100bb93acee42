//! The palette, saved searches, exports, and history and completion on the input line, by real keys; on a real shelf and
//! with real files.

mod common;
#[cfg(unix)]
#[path = "common/pty.rs"]
mod pty;

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};

use cadialog::app::{App, Dialog, Effect, Focus, Mode};
use cadialog::archive::Relation;
use cadialog::export::JobRunner;
use cadialog::keys::{ACTIONS, Context, Key};
use cadialog::query::Query;
use cadialog::record::RecordType;
use cadialog::shelf::{Shelf, ShelfStore};
use cadialog::terminal::{self, Ending, Events, Input};
use cadialog::view::View;
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
        wanted,
        "all but those of the input line, of lists, of the detail, and the palette itself"
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
    assert!(desk.chosen().contains("quit at once"), "{}", desk.text());
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

#[test]
fn a_search_is_saved_run_from_the_list_and_restores_its_filters() {
    let mut desk = Desk::new();
    desk.press("B");
    assert!(desk.status().starts_with("nothing is asked that could be saved; / searches, Space filters"), "{}", desk.status());
    desk.press("1 Space 2 Space / 'water Enter");
    let (query, rows) = (desk.app().query().clone(), desk.session.rows());
    assert_eq!((query.chosen(Relation::Country).len(), query.chosen(Relation::Topic).len()), (1, 1));
    let status = desk.status();
    desk.press("B");
    assert!(desk.text().contains("country:KZ topic:energy water"), "{}", desk.text());
    desk.press("'my '' 'search Enter");
    assert!(desk.status().starts_with("saved as “my search”; b shows"), "{}", desk.status());
    assert_eq!(desk.searches(), BTreeMap::from([("my search".to_owned(), "country:KZ topic:energy water".to_owned())]));
    desk.press("X");
    assert!(desk.app().query().is_empty());
    desk.press("b");
    let row = desk.line("▸ my search");
    assert!(row.contains("country:KZ topic:energy water"), "{row}");
    desk.press("Enter");
    assert_eq!(desk.app().query(), &query, "the filters stand in the panes again");
    assert_eq!(desk.session.rows(), rows);
    desk.press("j k");
    assert_eq!(desk.status(), status);
    desk.press("X : 'mysearch C-u 'my '' 'sea");
    assert!(desk.chosen().contains("search: my search"), "{}", desk.text());
    desk.press("Enter");
    assert_eq!(desk.app().query(), &query, "the palette runs it, too");
}

#[test]
fn a_spelled_query_asks_the_same_whatever_becomes_a_filter() {
    let catalogue = common::catalogue();
    for text in [
        "country:KZ,UZ topic:energy water",
        "country:KZ country:UZ",
        "-country:KZ topic:energy,water sort:-date",
        "water | country:KZ",
        "is:marked",
        "\"quality infrastructure\" in:text",
        "country:KZ foo:bar",
        "",
    ] {
        let mut typed = Query::default();
        typed.set_text(text, &catalogue.archive);
        let spelled = typed.spell(&catalogue.archive);
        let restored = Query::spelled(&spelled, &catalogue.archive);
        let again = Query::spelled(&restored.spell(&catalogue.archive), &catalogue.archive);
        assert_eq!(again.spell(&catalogue.archive), restored.spell(&catalogue.archive), "{text}");
        let (one, other) = (View::new(&catalogue, &typed), View::new(&catalogue, &restored));
        assert_eq!((one.events, one.quotes, one.hits.is_some()), (other.events, other.quotes, other.hits.is_some()), "{text}");
    }
    let restored = Query::spelled("country:UZ,KZ topic:energy country:KG", &catalogue.archive);
    assert_eq!(
        (restored.chosen(Relation::Country).len(), restored.chosen(Relation::Topic).len(), restored.text.as_str()),
        (2, 1, "country:KG")
    );
}

#[test]
fn a_search_without_a_name_is_saved_under_its_words_and_a_name_is_taken_once() {
    let mut desk = Desk::new();
    desk.press("1 Space B Enter");
    assert_eq!(desk.searches(), BTreeMap::from([("country:KZ".to_owned(), "country:KZ".to_owned())]));
    desk.press("B Enter");
    assert!(desk.status().starts_with("it is saved as “country:KZ” already"), "{}", desk.status());
    desk.press("X / 'water Enter B 'country:KZ Enter");
    assert_eq!(desk.app().mode(), Mode::Dialog(Dialog::Name), "{}", desk.text());
    assert!(desk.text().contains("is the name of another search"), "{}", desk.text());
    assert_eq!(desk.searches().len(), 1);
    desk.press("'2 Enter");
    assert_eq!(desk.searches().get("country:KZ2").map(String::as_str), Some("water"));
    desk.press("B 'given-up Esc");
    assert_eq!((desk.searches().len(), desk.app().mode()), (2, Mode::Browse));
}

#[test]
fn a_search_is_removed_and_put_back() {
    let mut desk = Desk::new();
    desk.press("b");
    assert!(desk.text().contains("no search is saved yet; B saves"), "{}", desk.text());
    desk.press("d Enter Esc / 'water Enter B Enter / C-u 'energy Enter B Enter b j");
    assert!(desk.line("▸ water").starts_with(' ') || desk.line("▸ water").contains("water"));
    desk.press("d");
    assert_eq!(desk.searches().into_keys().collect::<Vec<_>>(), ["energy"]);
    assert!(desk.line("▸ water").contains("removed"), "{}", desk.text());
    assert!(desk.status().starts_with("“water” is removed; d puts it back"), "{}", desk.status());
    desk.press("Enter");
    assert!(desk.text().contains("“water” is removed; d puts it back"), "it cannot be run: {}", desk.text());
    desk.press("d");
    assert_eq!(desk.searches().len(), 2);
    assert!(!desk.line("▸ water").contains("removed"));
    desk.press("Delete Esc b");
    assert_eq!(desk.app().dialog().entries.len(), 1, "the list begins anew");
    assert!(desk.text().contains("d removes") && desk.text().contains("B saves the present one"), "{}", desk.text());
}

#[test]
fn two_instances_see_and_spare_each_others_searches() {
    let mut desk = Desk::new();
    let other = Shelf::new(desk.folder.path());
    other.change(|kept| _ = kept.searches.insert("theirs".into(), "energy".into())).expect("kept");
    desk.press("b");
    assert!(desk.line("▸ theirs").contains("energy"), "what another instance saved meanwhile is listed");
    desk.press("Esc / 'water Enter");
    other.change(|kept| _ = kept.searches.insert("same".into(), "tourism".into())).expect("kept");
    desk.press("B 'same Enter");
    let searches = desk.searches();
    assert_eq!((searches["same"].as_str(), searches["same (2)"].as_str()), ("tourism", "water"), "nothing is written over");
    std::fs::write(desk.path("shelf.json"), "{\"version\": 99}").expect("written");
    desk.press("b");
    // Longer than the last line, it is wrapped.
    let text = desk.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("newer version"), "{text}");
}

#[test]
fn a_search_that_cannot_be_saved_is_asked_for_again_with_its_name() {
    let mut desk = Desk::new();
    let file = desk.path("shelf.json");
    std::fs::create_dir(&file).expect("made");
    desk.press("/ 'water Enter B 'mine Enter");
    assert_eq!(desk.app().mode(), Mode::Dialog(Dialog::Name), "{}", desk.text());
    assert_eq!(desk.app().dialog().input.value(), "mine");
    assert!(desk.text().contains("not a regular file"), "{}", desk.text());
    std::fs::remove_dir(&file).expect("removed");
    desk.press("Enter");
    assert_eq!(desk.searches()["mine"], "water");
}

#[test]
fn a_proposed_name_gives_way_to_the_first_letter_and_is_kept_by_keys_that_edit() {
    let mut desk = Desk::new();
    desk.session.app.set_directory("/here/and now".to_owned());
    desk.press("e");
    assert!(desk.app().dialog().proposed && desk.text().contains("in /here/and now"), "{}", desk.text());
    desk.press("'~/x.md");
    assert_eq!(desk.app().dialog().input.value(), "~/x.md");
    assert!(!desk.text().contains("/here/and now"), "{}", desk.text());
    for (keys, wanted) in
        [("Left 'x", "events.csxv"), ("Backspace 'x", "events.csx"), ("Tab 'x.md", "x.md"), ("C-a 'my-", "my-events.csv")]
    {
        desk.press(&format!("Esc e {keys}"));
        assert_eq!(desk.app().dialog().input.value(), wanted, "{keys}");
    }
    desk.press("Esc e");
    desk.session.feed(vec![Input::Paste("/tmp/pasted.csv".to_owned())]);
    assert_eq!(desk.app().dialog().input.value(), "/tmp/pasted.csv");
}

#[test]
fn a_name_with_what_cannot_be_seen_is_refused() {
    let mut desk = Desk::new();
    for hidden in ['\u{200b}', '\u{ad}', '\u{2060}', '\u{e0041}'] {
        desk.press("e C-u");
        let name = desk.path(&format!("a{hidden}b.csv")).display().to_string();
        desk.session.feed(vec![Input::Paste(name)]);
        desk.press("Enter");
        let code = format!("U+{:04X}", u32::from(hidden));
        assert!(desk.text().contains(&code), "{code}:\n{}", desk.text());
        desk.press("Esc");
    }
    assert!(desk.folder.path().read_dir().expect("a directory").all(|entry| entry.is_ok_and(|e| !e.path().ends_with(".csv"))));
}

#[test]
fn what_is_shown_is_exported_by_the_ending_of_the_file() {
    let mut desk = Desk::new();
    desk.press("2 Space 3 e");
    let text = desk.text();
    let energy = desk.app().view().events.len();
    assert!(text.contains(&format!("{energy} events → energy.csv (comma-separated values)")), "{text}");
    assert!(text.contains("endings: csv tsv md csl.json json jsonl bib ris ics geojson txt ids"), "{text}");
    assert!(text.contains("file: energy.csv") && text.contains("Enter writes"), "{text}");
    desk.press("Esc");
    let rows = desk.session.rows();
    assert_eq!(desk.export("a.ids").lines().collect::<Vec<_>>(), rows, "in the order of the list");
    assert!(desk.status().starts_with(&format!("{energy} events written to ")), "{}", desk.status());
    assert_eq!(desk.export("a.csv").lines().count(), energy + 1);
    assert_eq!(desk.export("a.jsonl").lines().count(), energy);
    assert_eq!(desk.export("a.bib").matches("@misc{").count(), energy);
    assert_eq!(desk.export("a.ris").matches("ER  -").count(), energy);
    assert_eq!(desk.export("A.MD").matches("\n### ").count(), energy, "whatever the case");
    let parsed: serde_json::Value = serde_json::from_str(&desk.export("a.json")).expect("JSON");
    assert_eq!(parsed["total"], energy);
    let parsed: serde_json::Value = serde_json::from_str(&desk.export("a.csl.json")).expect("JSON");
    assert_eq!(parsed.as_array().map(Vec::len), Some(energy));
    let parsed: serde_json::Value = serde_json::from_str(&desk.export("a.geojson")).expect("JSON");
    assert_eq!(parsed["type"], "FeatureCollection");
    assert!(desk.export("a.ics").starts_with("BEGIN:VCALENDAR"));
    assert!(desk.export("a.tsv").starts_with("type\tid\t"));
    let title = desk.app().archive().record(desk.app().view().events[0]).title().to_owned();
    assert!(desk.export("a.txt").contains(&title));
}

/// The records of the block that counts, which are those that are exported.
fn counted(session: &Session) -> Vec<String> {
    let hits = session.app.view().hits.as_ref().expect("results");
    hits.counted().iter().map(|hit| session.app.archive().record(hit.id).id().to_owned()).collect()
}

#[test]
fn results_quotes_and_the_record_read_are_exported_each_in_its_place() {
    let mut desk = Desk::new();
    desk.press("/ 'water Enter");
    let rows = counted(&desk.session);
    assert_eq!(desk.export("results.ids").lines().collect::<Vec<_>>(), rows);
    assert!(desk.status().starts_with(&format!("{} records written to", rows.len())), "{}", desk.status());
    desk.press("X 4");
    let quotes = desk.app().quotes().0.len();
    let written = desk.export("quotes.jsonl");
    assert!(quotes > 0 && written.lines().count() == quotes && written.lines().all(|line| line.contains("\"quote\"")));
    desk.press("3 g g j Enter e");
    let shown = desk.session.shown();
    assert!(desk.text().contains(&format!("1 event → {shown}.md")), "{}", desk.text());
    desk.press("Esc");
    assert_eq!(desk.export("one.ids"), format!("{shown}\n"));
    assert_eq!(desk.app().focus(), Focus::Detail);
    desk.press("X 3 / 'qqqzzz Enter e");
    assert!(desk.status().starts_with("nothing is shown that could be exported"), "{}", desk.status());
}

#[test]
fn no_file_is_written_over_and_every_fault_says_what_to_do() {
    let mut desk = Desk::new();
    std::fs::write(desk.path("mine.csv"), "mine").expect("written");
    let path = desk.path("mine.csv");
    desk.press(&format!("e C-u '{} Enter", path.display()));
    assert_eq!(std::fs::read_to_string(&path).expect("still there"), "mine");
    let said = |desk: &Desk| desk.text().replace(['│', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said(&desk).contains("exists already and stays as it is; choose another name"), "{}", desk.text());
    assert_eq!(desk.app().mode(), Mode::Dialog(Dialog::File), "the name can be changed at once");
    desk.press("C-e Backspace Backspace Backspace Backspace '2.csv Enter");
    assert!(desk.path("mine2.csv").exists(), "{}", desk.text());
    desk.press(&format!("e C-u '{} Enter", desk.path("none/a.csv").display()));
    assert!(said(&desk).contains("there is no directory") && said(&desk).contains("make it first"), "{}", desk.text());
    desk.press("C-u 'a.xyz Enter");
    assert!(said(&desk).contains("no format has the ending “.xyz”") && said(&desk).contains(" geojson "), "{}", desk.text());
    desk.press("C-u 'noending Enter");
    assert!(said(&desk).contains("needs an ending"), "{}", desk.text());
    desk.press("C-u '.csv Enter");
    assert!(said(&desk).contains("needs a name before “.csv”"), "{}", desk.text());
    desk.press("Esc 4");
    let ics = desk.path("quotes.ics");
    desk.press(&format!("e C-u '{} Enter", ics.display()));
    assert!(
        said(&desk).contains("nothing is written:") && said(&desk).contains("a calendar holds events only"),
        "{}",
        desk.text()
    );
    assert!(!ics.exists());
    desk.press("Esc X / 'tokyo Enter");
    let mixed = desk.path("mixed.ics");
    desk.press(&format!("e C-u '{} Enter", mixed.display()));
    assert!(mixed.exists() && desk.app().message().is_some_and(|said| said.contains("left out: a calendar holds events only")));
}

#[test]
fn tab_steps_through_the_formats() {
    let mut desk = Desk::new();
    desk.press("e Tab");
    assert!(desk.text().contains("file: events.tsv"), "{}", desk.text());
    desk.press("Tab Tab");
    assert!(desk.text().contains("events.csl.json (CSL-JSON"), "{}", desk.text());
    desk.press("Tab");
    assert!(desk.text().contains("events.json (whole records"), "{}", desk.text());
    desk.press("C-u 'x Tab");
    assert!(desk.text().contains("file: x.csv"), "{}", desk.text());
}

#[test]
fn former_searches_come_back_on_the_input_line() {
    let mut desk = Desk::new();
    desk.press("/ 'water Enter / C-u 'energy Enter X / 'tou M-p");
    assert_eq!(desk.app().query().text, "energy");
    desk.press("M-p");
    assert_eq!(desk.app().query().text, "water");
    desk.press("M-p");
    assert!(desk.status().starts_with("no earlier search is known"), "{}", desk.status());
    desk.press("M-n M-n");
    assert_eq!(desk.app().query().text, "tou", "what was being typed is not lost");
    desk.press("M-n");
    assert!(desk.status().starts_with("no later search"), "{}", desk.status());
    desk.press("Esc");
    assert!(desk.app().query().is_empty());
    assert!(desk.store.keep_session(desk.app().session(), std::time::Instant::now() + cadialog::shelf::PATIENCE).is_none());
    let mut next = Session::new(120, 36);
    next.app.remember(&desk.store.load().session.expect("a session").searches);
    next.press("/ M-p");
    assert_eq!(next.app.query().text, "energy", "those of the session before as well");
}

#[test]
fn tab_completes_fields_and_their_values() {
    let mut desk = Desk::new();
    desk.press("/ 'cou Tab");
    assert_eq!(desk.app().query().text, "country:");
    assert!(
        desk.status().starts_with("a country by code or any name") && desk.status().contains("; Tab lists "),
        "{}",
        desk.status()
    );
    desk.press("'kaz Tab");
    assert_eq!(desk.app().query().text, "country:KZ");
    assert_eq!(desk.app().mode(), Mode::Search);
    desk.press("Tab");
    assert_eq!(desk.app().mode(), Mode::Search, "nothing is left to complete: Tab says so and stays");
    assert!(desk.status().contains("there is nothing to complete here; Enter goes to the results"), "{}", desk.status());
    desk.press("C-u 'country:k Tab");
    assert_eq!(desk.app().query().text, "country:K");
    let status = desk.status();
    assert!(status.starts_with("2 fit: ") && status.contains("KZ Kazakhstan") && status.contains("KG Kyrgyz"), "{status}");
    desk.press("Tab");
    let (first, status) = (desk.app().query().text.clone(), desk.status());
    assert!(status.starts_with("1 of 2: "), "{status}");
    desk.press("Tab");
    assert_ne!(desk.app().query().text, first);
    desk.press("Tab");
    assert_eq!(desk.app().query().text, first, "round the end");
    desk.press("'! Esc / C-u 'status:can Tab ''  'kind:fmm Tab");
    assert_eq!(desk.app().query().text, "status:cancelled kind:foreign-ministers-meeting");
    desk.press("C-u 'water Tab");
    assert_eq!((desk.app().query().text.as_str(), desk.app().mode()), ("water", Mode::Search));
}

#[test]
fn completion_acts_at_the_caret() {
    let mut desk = Desk::new();
    desk.press("/ 'topi '' 'water C-a C-f C-f C-f C-f Tab");
    assert_eq!(desk.app().query().text, "topic: water");
    desk.press("'ene Tab");
    assert!(
        desk.app().query().text.starts_with("topic:energy") && desk.app().query().text.ends_with(" water"),
        "{:?}",
        desk.app().query().text
    );
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

#[test]
fn an_export_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a directory");
    let mut session = Session::new(120, 36);
    session.press(&format!("e C-u '{} Enter", Path::new(folder.path()).join("a.json").display()));
    let Some(Effect::Export(export)) = session.performed.pop() else { panic!("nothing was ordered") };
    let mut many = export.clone();
    let all = session.app.archive().of_type(RecordType::Event).to_vec();
    many.ids = all.iter().cycle().take(400_000).copied().collect();
    let mut writer = JobRunner::default();
    assert!(writer.begin(&many).is_none(), "it takes longer than the loop waits");
    let Some(Err(reason)) = writer.begin(&export) else { panic!("two at a time") };
    assert!(reason.contains("still being written"), "{reason}");
    drop(writer);
    assert_eq!(folder.path().read_dir().expect("a directory").count(), 0);
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
