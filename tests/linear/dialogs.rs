//! Everything that lies on top of the panes on the screen, used by lines: what it asks for, takes, refuses and says, and how
//! it is left.

use cadialog::record::RecordType;

use super::{bundled, check, home, journey, pipe, run};

/// What was said to the line of this number, from 1.
pub fn step(transcript: &str, number: usize) -> Vec<&str> {
    let mut steps: Vec<Vec<&str>> = vec![Vec::new()];
    for line in transcript.lines() {
        if super::is_prompt(line) {
            steps.push(Vec::new());
        }
        steps.last_mut().expect("a step").push(line);
    }
    steps.into_iter().nth(number).unwrap_or_default()
}

pub fn holds(lines: &[&str], wanted: &str) {
    assert!(lines.iter().any(|line| line.contains(wanted)), "no {wanted}:\n{lines:#?}");
}

#[test]
fn a_search_takes_the_one_before_and_completes_a_field() {
    let said = journey(&[], &["/uranium", "clear", "/", "M-p", "", "/", "coun\t", "Esc", "/", "country:K\t", "Esc"]);
    holds(&step(&said, 4), "now “uranium”.");
    holds(&step(&said, 5), "Results, record 1 of ");
    holds(&step(&said, 7), "now “country:”.");
    holds(&step(&said, 10), "KZ Kazakhstan");
}

#[test]
fn words_are_found_in_the_record_that_is_shown() {
    let lines = ["find matsumoto", "next-found", "N", "find zebrafish", "find", "Esc", "/", "Esc"];
    let said = journey(&["id:td-13-2025"], &lines);
    holds(&step(&said, 1), "Place 1 of ");
    holds(&step(&said, 1), "Matsumoto");
    holds(&step(&said, 2), "Place 2 of ");
    holds(&step(&said, 3), "Place 1 of ");
    holds(&step(&said, 4), "“zebrafish” is not in this record");
    holds(&step(&said, 5), "Type what to find in 13th Tokyo Dialogue and press Return");
    holds(&step(&said, 6), "The find is given up.");
    holds(&step(&said, 7), "Type the words to search for"); // a slash searches everything, from everywhere
}

#[test]
fn a_note_says_of_which_record_it_is_and_what_was_there() {
    let lines = ["note", "first words", "note", "", "note second words", "note", "Esc", "note", "C-u", "note"];
    let said = journey(&["id:td-13-2025"], &lines);
    holds(&step(&said, 1), "Type the note on 13th Tokyo Dialogue and press Return; there is none yet.");
    holds(&step(&said, 2), "The note is kept.");
    holds(&step(&said, 3), "now “first words”.");
    holds(&step(&said, 5), "The note was “first words”.");
    holds(&step(&said, 5), "The note is kept.");
    holds(&step(&said, 7), "The note stays as it was.");
    holds(&step(&said, 9), "The note is taken away.");
    holds(&step(&said, 10), "there is none yet.");
}

#[test]
#[cfg(unix)]
fn a_note_that_cannot_be_kept_comes_back_with_its_words() {
    let home = home();
    std::fs::create_dir_all(home.path().join("cadialog/shelf.json")).expect("a directory in its place");
    let (said, code) = run_with_remarks(home.path(), &["id:td-13-2025"], &["note precious words", "where"]);
    assert_eq!(code, 4);
    assert!(said.contains("shelf.json") && said.contains("“precious words”"), "{said}");
}

/// As [`run`], where something on standard error is expected.
#[cfg(unix)]
fn run_with_remarks(home: &std::path::Path, arguments: &[&str], lines: &[&str]) -> (String, i32) {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("cadialog");
    command.env_remove("CADIALOG_CONFIG").env("XDG_CONFIG_HOME", home).env("XDG_DATA_HOME", home).current_dir(home);
    let typed = lines.iter().flat_map(|line| [line, "\n"]).collect::<String>();
    let output = command.arg("--linear").args(arguments).write_stdin(typed).output().expect("runs");
    (String::from_utf8(output.stdout).expect("UTF-8"), output.status.code().unwrap_or(-1))
}

#[test]
fn a_search_is_saved_under_a_name_that_no_other_has() {
    let lines = ["save", "clear", "/uranium", "save", "mine", "/water", "save", "mine", "other", "save mine", "save", "quit"];
    let home = home();
    let (said, _) = run(home.path(), &[], &lines);
    holds(&step(&said, 1), "Nothing is asked that could be saved");
    holds(&step(&said, 4), "Type a name for the search uranium and press Return.");
    holds(&step(&said, 5), "Saved as “mine”");
    holds(&step(&said, 8), "“mine” is the name of another search (uranium)");
    holds(&step(&said, 8), "Type another name and press Return.");
    holds(&step(&said, 9), "Saved as “other”");
    holds(&step(&said, 10), "“mine” is the name of another search (uranium)");
    holds(&step(&said, 11), "Type a name for the search water");
    holds(&step(&said, 12), "The search is not saved.");
}

#[test]
fn saved_searches_are_listed_run_removed_and_put_back() {
    let home = home();
    let lines = [
        "searches",
        "/uranium",
        "save mine",
        "/water",
        "save other",
        "searches",
        "",
        "",
        "remove 1",
        "1",
        "put back mine",
        "mine",
        "remove other",
        "searches",
        "9",
        "nonsense",
        "Esc",
        "run oth",
        "put back mine",
        "topics",
    ];
    let (said, code) = run(home.path(), &[], &lines);
    assert_eq!(code, 0);
    check(&said, lines.len());
    let holding = |of_type: &RecordType| {
        bundled::records(*of_type).iter().filter(|record| record.to_string().to_lowercase().contains("uranium")).count()
    };
    let uranium: usize = RecordType::ALL.iter().map(holding).sum();
    holds(&step(&said, 1), "No search is saved yet; B saves the one that stands.");
    assert!(step(&said, 2)[0].starts_with("> "), "an empty list closes by itself:\n{said}");
    assert_eq!(step(&said, 6)[2..5], ["2 saved searches:", "1. mine: uranium.", "2. other: water."], "{said}");
    holds(&step(&said, 7), "Saved searches, search 2 of 2.");
    holds(&step(&said, 8), "This is the end.");
    holds(&step(&said, 9), "“mine” is removed");
    holds(&step(&said, 10), "“mine” is removed; d puts it back");
    holds(&step(&said, 11), "“mine” is put back");
    holds(&step(&said, 12), &format!("Searched for uranium: {uranium} records; by topic Energy only ("));
    holds(&step(&said, 13), "“other” is removed");
    holds(&step(&said, 14), "The list of saved searches is closed.");
    holds(&step(&said, 18), "No saved search is called “oth”");
    holds(&step(&said, 19), "It is saved; only what has been removed can be put back.");
}

#[test]
fn an_export_of_many_hits_is_of_all_though_the_best_are_listed() {
    let home = home();
    let quote = |n: usize| {
        format!(
            "{{\"type\":\"quote\",\"id\":\"said-{n}\",\"text\":\"Of rhodium and osmium.\",\"date\":\"2015\",\"speaker\":{{}},\"form\":\"paraphrase\"}}\n"
        )
    };
    let pack = home.path().join("many.jsonl");
    std::fs::write(&pack, (0..5000).map(quote).collect::<String>()).expect("written");
    let arguments = ["--no-bundled", "--data", pack.to_str().expect("UTF-8")];
    let (told, code) = run(home.path(), &arguments, &["/rhodium osmium", "export all.ids", "quit"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("record 1 of the first 1000 of 5000 records") && told.contains("5000 records written to"), "{told}");
    let ids = std::fs::read_to_string(home.path().join("all.ids")).expect("an export");
    assert_eq!(ids.lines().count(), 5000);
}

#[test]
fn an_export_asks_until_it_has_a_name_and_says_what_it_wrote() {
    let home = home();
    std::fs::write(home.path().join("taken.csv"), "mine").expect("written");
    let lines =
        ["e", "foo", "foo.xyz", "taken.csv", "no/such/place.csv", "good.csv", "export taken.csv", "countries", "export", "Esc"];
    let events = bundled::of_country("UZ");
    let (said, code) = run(home.path(), &["-c", "UZ"], &lines);
    assert_eq!(code, 0);
    check(&said, lines.len());
    holds(&step(&said, 1), &format!("Type the name of a file for {events} events"));
    holds(&step(&said, 1), "An empty line takes UZ.csv, Esc gives up, quit ends the program.");
    holds(&step(&said, 2), "The name of the file needs an ending, which says the format.");
    holds(&step(&said, 3), "No format has the ending “.xyz”.");
    holds(&step(&said, 4), "taken.csv exists already and stays as it is; choose another name.");
    holds(&step(&said, 5), "There is no directory ");
    holds(&step(&said, 6), &format!("{events} events written to "));
    holds(&step(&said, 7), "taken.csv exists already");
    holds(&step(&said, 8), "Countries, country "); // it was refused at once, so that this line is a command
    holds(&step(&said, 10), "Nothing is written.");
    assert_eq!(std::fs::read_to_string(home.path().join("taken.csv")).expect("there"), "mine");
    let table = std::fs::read_to_string(home.path().join("good.csv")).expect("written");
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), events);
}

#[test]
fn the_palette_lists_what_fits_and_takes_a_number() {
    let lines = [
        ":",
        "bibtex",
        "copy",
        "99",
        "list",
        "zzzqqq",
        "Esc",
        ": only this",
        "countries",
        "Esc",
        ":",
        "first row",
        "",
        ": help",
        "1",
    ];
    let said = journey(&["id:td-13-2025"], &lines);
    holds(&step(&said, 1), "Type some words of what is to be done");
    holds(&step(&said, 2), "1. copy-bibtex: copy a citation as BibTeX.");
    holds(&step(&said, 3), "copy-text: copy the record’s text.");
    holds(&step(&said, 4), "There is no entry 99");
    holds(&step(&said, 5), " of ");
    holds(&step(&said, 6), "No action fits “zzzqqq”.");
    holds(&step(&said, 7), "The palette is closed.");
    holds(&step(&said, 8), "1. only-this: ");
    holds(&step(&said, 9), "1. countries: go to the countries, or what else the first pane lists.");
    holds(&step(&said, 13), &format!("Results, record 1 of {}.", bundled::with_id("td-13-2025")));
    holds(&step(&said, 14), "1. help: show what the signs mean, the keys, and the query language.");
    holds(&step(&said, 15), "Type a line and press Return."); // the help is told and closed
}

#[test]
fn signs_and_letters_of_other_layouts_act_as_in_the_browser() {
    let said = journey(&[], &["／water", "Ｘ", "：copy", "Esc", "？ copy", "о"]);
    holds(&step(&said, 1), "Searched for water: ");
    holds(&step(&said, 2), "The search is over.");
    holds(&step(&said, 3), "copy-text: ");
    holds(&step(&said, 5), "copy-text: ");
    holds(&step(&said, 6), "Timeline, ");
    let home = home();
    assert_eq!(run(home.path(), &[], &["й", "never read"]).0.matches("never read").count(), 0);
    holds(&step(&journey(&[], &["３"]), 1), &format!("Timeline, event 3 of {}.", bundled::events().len()));
}

#[test]
fn a_byte_order_mark_is_passed_over_and_a_long_line_is_cut_with_a_word() {
    let home = home();
    let (said, code) = pipe(home.path(), &[], "\u{feff}countries\n".as_bytes());
    assert!(code == 0 && said.contains("\n> countries\nCountries, country 1 of 9."), "{said}");
    let long = format!("/{}\nquit\n", "water ".repeat(70_000));
    let (said, code) = pipe(home.path(), &[], long.as_bytes());
    assert_eq!(code, 0);
    holds(&step(&said, 1), "The line is longer than 65536 bytes; the rest is passed over.");
    holds(&step(&said, 1), "This line takes 1000 bytes; the rest is left out.");
    holds(&step(&said, 1), "Results, record 1 of ");
    let (said, _) = pipe(home.path(), &[], format!("{}\n", "x".repeat(400_000)).as_bytes());
    let unknown = step(&said, 1).into_iter().find(|line| line.contains("is no key")).expect("an answer").len();
    assert!(unknown < 400, "what is not understood is not said whole: {unknown}");
}

#[test]
fn a_script_is_never_told_that_something_is_for_the_eye() {
    for dialog in ["e", "b", "B", ":", "/", "a", "C", "M", "?", "K", "z", "F6"] {
        let home = home();
        let (said, code) = run(home.path(), &["id:td-13-2025"], &[dialog, "Esc", "where"]);
        assert_eq!(code, 0);
        assert!(!said.contains("for the eye") && !said.contains("charts is"), "{dialog}:\n{said}");
        holds(&step(&said, 3), "13th Tokyo Dialogue.");
    }
}
