//! `--linear`: the built program driven by lines, as a reader who hears the screen drives it; each journey is a transcript.

#[path = "linear/bundled.rs"]
mod bundled;
#[path = "linear/charts.rs"]
mod charts;
#[path = "linear/comparison.rs"]
mod comparison;
#[path = "linear/dialogs.rs"]
mod dialogs;
#[path = "linear/help.rs"]
mod help;
#[path = "linear/journal.rs"]
mod journal;
#[path = "linear/lists.rs"]
mod lists;
#[path = "linear/map.rs"]
mod map;
#[path = "linear/notes.rs"]
mod notes;
#[path = "common/pty.rs"]
#[cfg(unix)]
mod pty;
#[path = "linear/reading.rs"]
mod reading;
#[path = "linear/terminal.rs"]
#[cfg(unix)]
mod terminal;
#[path = "linear/types.rs"]
mod types;
#[path = "linear/verify.rs"]
mod verify;

use std::path::Path;

use cadialog::record::RecordType;
use tempfile::TempDir;

fn home() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

/// Types `lines` into the program through a pipe and gives the transcript and the exit code.
fn run(home: &Path, arguments: &[&str], lines: &[&str]) -> (String, i32) {
    let typed = lines.iter().flat_map(|line| [line, "\n"]).collect::<String>();
    pipe(home, arguments, typed.as_bytes())
}

/// Gives the program these bytes, in the directory `home`, where it keeps what it keeps, too.
fn pipe(home: &Path, arguments: &[&str], typed: &[u8]) -> (String, i32) {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("cadialog");
    for name in ["NO_COLOR", "CADIALOG_CONFIG", "LC_ALL", "LC_CTYPE", "LANG"] {
        command.env_remove(name);
    }
    command.env("TERM", "dumb").env("XDG_CONFIG_HOME", home).env("XDG_DATA_HOME", home).current_dir(home);
    let output = command.arg("--linear").args(arguments).write_stdin(typed).output().expect("runs");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.is_empty(), "{said}");
    (String::from_utf8(output.stdout).expect("UTF-8"), output.status.code().unwrap_or(-1))
}

/// The transcript of a journey that ends with the input, checked for what every step must be.
fn journey(arguments: &[&str], lines: &[&str]) -> String {
    let home = home();
    let (transcript, code) = run(home.path(), arguments, lines);
    assert_eq!(code, 0, "the end of the input is no failure:\n{transcript}");
    check(&transcript, lines.len());
    transcript
}

fn is_prompt(line: &str) -> bool {
    let names = [
        "",
        "search",
        "find",
        "note",
        "name",
        "words",
        "file",
        "palette",
        "saved",
        "verify",
        "verdict",
        "commitments",
        "comparison",
        "phrases",
        "trace",
        "style",
        "charts",
        "map",
    ];
    names.iter().any(|name| line.strip_prefix(name).is_some_and(|rest| rest.starts_with("> ")))
}

/// Plain text throughout; each line that was typed is answered with the place and the filters in words.
fn check(transcript: &str, typed: usize) {
    for line in transcript.lines() {
        let odd = |c: char| c.is_control() || cadialog::text::is_unsafe(c) || ('\u{2500}'..='\u{28ff}').contains(&c);
        assert!(!line.contains(odd), "{line:?}");
        assert!(!line.contains(['•', '·', '▸']), "for the eye only: {line:?}");
    }
    let mut steps: Vec<Vec<&str>> = vec![Vec::new()];
    for line in transcript.lines() {
        if is_prompt(line) {
            steps.push(Vec::new());
        }
        steps.last_mut().expect("a step").push(line);
    }
    assert_eq!(steps.len(), typed + 2, "a greeting, the lines typed, the end of the input:\n{transcript}");
    for step in &steps[..=typed] {
        let asks = step[1..].iter().any(|line| line.starts_with("Type ") && line.contains("gives up"));
        let filters = |line: &&str| line.contains("Nothing hidden.") || line.contains(". Showing ");
        let place = |line: &&str| {
            let start = line.split('.').next().unwrap_or_default();
            start.contains(" of ") || start.ends_with(" 0 records")
        };
        assert!(asks || step.iter().any(|line| filters(line) && place(line)), "place or filters are not said:\n{step:#?}");
    }
}

#[test]
fn filters_by_country_and_comes_back() {
    let lines = ["countries", "j", "", "space", "topics", "3", "toggle", "timeline", "", "2", "up", "X", "back"];
    insta::assert_snapshot!("filter", journey(&[], &lines));
}

#[test]
fn the_transcript_in_the_readme_is_true() {
    let readme = include_str!("../README.md");
    let from = readme.find("> countries\n").expect("a transcript");
    let shown = readme[from..].split("```").next().unwrap_or_default();
    let transcript = journey(&[], &["countries", "space"]);
    assert!(transcript.contains(shown), "{transcript}");
}

#[test]
fn searches_with_a_correction_and_hears_where_similar_spellings_begin() {
    let of_country = journey(&[], &["/tajikstan"]);
    let (_, told) = of_country.split_once("Searched for tajikstan: ").expect("an answer");
    let last = told.split(' ').next().expect("a number");
    let transcript = journey(&[], &["/tourizm", "", "G", "down", "/tajikstan", last, "back"]);
    assert!(transcript.contains(&format!("Results, record {last} of {last}. ")), "{transcript}");
    assert!(transcript.contains("“tourizm” is read as “tourism”."), "{transcript}");
    assert!(transcript.contains("Searched for tourizm: 60 records by similar spellings."), "{transcript}");
    insta::assert_snapshot!("search", transcript);
}

#[test]
fn a_search_may_be_typed_in_two_lines_changed_and_given_up() {
    let lines = ["/", "uranium", "search", "", "/", "C-u", "/", "down", "/", "Esc", "/qqqzzzxxx", "X"];
    insta::assert_snapshot!("two-lines", journey(&[], &lines));
}

#[test]
fn reads_the_founding_event_follows_a_link_and_returns() {
    let lines = ["open", "", "", "page-down", "n", "open", "back", "18", "99", "C-o", "back"];
    let transcript = journey(&["id:td-13-2025"], &lines);
    // What is promised names its sources by the numbers that they have at the end of the page.
    let promise = bundled::record(RecordType::Outcome, "td-13-2025-action-plans");
    let number = |id: &str| {
        let title = format!(": {} (link ", bundled::record(RecordType::Source, id)["title"].as_str().expect("a title"));
        let line = transcript.lines().find(|line| line.starts_with("Source ") && line.contains(&title));
        line.and_then(|line| line["Source ".len()..].split(':').next()).expect("the sources are numbered").to_owned()
    };
    let numbers: Vec<String> = bundled::sources(&promise).into_iter().map(number).collect();
    assert_eq!(numbers.len(), 2, "{numbers:?}");
    let cited = format!("{} (link 5) (sources {})", promise["text"].as_str().expect("a text"), numbers.join(", "));
    assert!(transcript.contains(&cited), "{cited}\n{transcript}");
    insta::assert_snapshot!("reading", transcript);
}

#[test]
fn a_record_too_long_to_be_read_at_once_goes_on_where_it_stopped() {
    let transcript = journey(&[], &["/type:country japan", "open", "", "page-down", "page-up", "bottom"]);
    let steps: Vec<Vec<&str>> = transcript.split("\n> ").map(|step| step.lines().collect()).collect();
    let opened = &steps[2];
    assert!(opened[1].starts_with("Detail, country, line 1 of "), "{opened:?}");
    assert_eq!(opened.len(), 1 + 1 + 120 + 1, "what was typed, the place, the lines, how many more");
    assert!(opened[122].ends_with("more lines: j or an empty line reads the next, PgDn reads ten."), "{}", opened[122]);
    assert!(steps[3][1].starts_with("Detail, country, line 121 of "), "{:?}", steps[3]);
    assert!(steps[4][1].starts_with("Detail, country, line 131 of ") && steps[4].len() == 2 + 10, "{:?}", steps[4]);
    assert!(steps[5][1].starts_with("Detail, country, line 121 of ") && steps[5].len() == 2 + 10, "{:?}", steps[5]);
    assert_eq!((steps[5][2], steps[5][3]), (steps[3][2], steps[4][2]), "back over the same lines");
    assert!(steps[6][2].starts_with("country JP, "), "{:?}", steps[6]);
}

#[test]
fn hears_quotes_with_their_form_and_how_they_are_attested() {
    let transcript = journey(&["id:td-13-2025"], &["quotes", "", "13", "", "only-this"]);
    assert!(transcript.contains("Matsumoto Hisashi, verbatim, one report only, 14 March 2025."), "{transcript}");
    insta::assert_snapshot!("quotes", transcript);
}

#[test]
fn what_is_copied_is_written_out() {
    let transcript = journey(&["id:td-13-2025"], &["yi", "copy-citation", "3", "copy-citation", "y b"]);
    assert!(transcript.contains("\n@misc{cadialog-td-13-2025,\n"), "{transcript}");
    insta::assert_snapshot!("copying", transcript);
}

#[test]
fn marks_and_notes_say_what_they_did_and_are_kept() {
    let home = home();
    let lines = ["'", "m", "a", "ask about the venue", "note and the date", "a", "", "marks", "X", "m"];
    let (transcript, code) = run(home.path(), &["id:td-13-2025"], &lines);
    assert_eq!(code, 0);
    check(&transcript, lines.len());
    insta::assert_snapshot!("marks", transcript);
    let shelf = std::fs::read_to_string(home.path().join("cadialog/shelf.json")).expect("a shelf");
    assert!(shelf.contains("and the date") && !shelf.contains("the venue"), "{shelf}");
    let (transcript, _) = run(home.path(), &["id:td-13-2025"], &["open", "a", "C-u", "q"]);
    assert!(transcript.contains("\nYour note: and the date\n"), "{transcript}");
    assert!(transcript.contains("The note is taken away."), "{transcript}");
}

#[test]
fn a_byte_order_mark_before_the_first_line_is_no_part_of_it() {
    let transcript = journey(&[], &["\u{feff}countries", "1"]);
    assert!(transcript.contains("\nCountries, country 1 of 9."), "{transcript}");
}

#[test]
fn a_note_of_another_instance_is_what_is_asked_about_and_not_written_over_unseen() {
    let home = home();
    let shelf = cadialog::shelf::Shelf::new(home.path().join("cadialog"));
    let (transcript, _) = {
        shelf.change(|kept| _ = kept.notes.insert("td-13-2025".into(), "theirs".into())).expect("kept");
        run(home.path(), &["id:td-13-2025"], &["a", ""])
    };
    assert!(transcript.contains("now “theirs”"), "{transcript}");
    assert_eq!(shelf.read().expect("read").contents.notes["td-13-2025"], "theirs");
}

#[test]
fn words_that_cannot_be_kept_can_be_got_back_and_are_told_at_the_end() {
    let home = home();
    std::fs::create_dir_all(home.path().join("cadialog/shelf.json")).expect("made");
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("cadialog");
    command.env_remove("CADIALOG_CONFIG").env("XDG_CONFIG_HOME", home.path()).env("XDG_DATA_HOME", home.path());
    let typed = "note ask about the venue\nj\nk\na\n\nq\n";
    let output = command.args(["--linear", "--fresh", "id:td-13-2025"]).write_stdin(typed).output().expect("runs");
    let (transcript, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let refused = "The note is not kept: ";
    assert!(transcript.contains(refused) && transcript.contains("a on td-13-2025 brings its words back."), "{transcript}");
    assert!(transcript.contains("now “ask about the venue”"), "{transcript}");
    assert_eq!(transcript.matches(refused).count(), 2, "an empty line tries again:\n{transcript}");
    assert!(told.contains("the note on td-13-2025 is not kept, “ask about the venue”"), "{told}");
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn names_are_told_in_three_languages() {
    insta::assert_snapshot!("languages", journey(&[], &["countries", "L", "language", "L"]));
}

#[test]
fn years_fold_and_ends_are_told() {
    insta::assert_snapshot!("years", journey(&["-c", "TM"], &["Z", "", "space", "Z", "top", "k", "3", "G", "j", "z"]));
}

#[test]
fn the_help_is_made_from_actions_and_live_keys() {
    let home = home();
    let config = home.path().join("keys.toml");
    std::fs::write(&config, "[keys]\nquit = [\"Q\", \"C-q\"]\n").expect("written");
    let transcript = journey(&["--config", config.to_str().expect("UTF-8")], &["help", "? copy", "help copy", "help zzz"]);
    assert!(transcript.contains("\nquit: quit. Keys: Q and C-q.\n"), "{transcript}");
    for info in cadialog::keys::ACTIONS {
        let listed = transcript.contains(&format!("\n{}: ", info.name));
        let meant = info.context != cadialog::keys::Context::Typing && info.name != "zoom";
        assert_eq!(listed, meant, "{}", info.name);
    }
    insta::assert_snapshot!("help", transcript);
}

#[test]
fn what_is_not_understood_says_what_can_be_typed() {
    let lines = ["foo", "qiut", "y", "n", "word-left", "999", "0", "\u{1b}[31mred\u{7}", "Z Z Z Z"];
    insta::assert_snapshot!("unknown", journey(&[], &lines));
}

#[test]
fn a_script_begins_where_it_began_before_and_leaves_the_last_session_alone() {
    let home = home();
    let session = home.path().join("cadialog/session.json");
    let kept = r#"{"version":1,"query":"uranium","countries":["KZ"]}"#;
    std::fs::create_dir(home.path().join("cadialog")).expect("made");
    std::fs::write(&session, kept).expect("written");
    let lines = ["filter energy", "7", "where"];
    let first = run(home.path(), &[], &lines);
    let (anew, _) = run(self::home().path(), &[], &[]);
    let greeting = anew.split("> ").next().expect("a greeting");
    assert!(greeting.contains(&format!(" of {}. Nothing hidden.\n", bundled::events().len())), "{greeting}");
    assert!(!first.0.contains("estored") && first.0.starts_with(greeting), "{}", first.0);
    assert_eq!(first, run(home.path(), &[], &lines), "the second run is as the first");
    assert_eq!(std::fs::read_to_string(&session).expect("there"), kept);
    let (resumed, _) = run(home.path(), &[], &["resume"]);
    let said = "> resume\nRestored the last session; X clears, --fresh starts without it.\nFiltered by Kazakhstan.\n\
                Searched for uranium: ";
    assert!(resumed.contains(said), "{resumed}");
    std::fs::remove_file(&session).expect("removed");
    let (none, _) = run(home.path(), &[], &["resume"]);
    assert!(none.contains("No session is kept that could be resumed."), "{none}");
}

#[test]
fn quitting_and_interrupting_by_line_have_their_exit_codes() {
    let home = home();
    assert_eq!(run(home.path(), &[], &["q", "j"]).1, 0);
    assert_eq!(run(home.path(), &[], &["C-c", "j"]).1, 130);
    assert_eq!(run(home.path(), &[], &["/", "C-c"]).1, 130);
    let dialogs = ["", "/", "note", "find", "save", "export", ":", "searches", "charts", "map"];
    for dialog in dialogs {
        for word in ["quit", "q", "exit", "QUIT", "ｑ", "ｑｕｉｔ"] {
            let lines = ["save x", dialog, word, "never read"];
            let (transcript, code) = run(home.path(), &["id:td-13-2025"], &lines);
            assert!(code == 0 && !transcript.contains("never read"), "{dialog}, {word}:\n{transcript}");
        }
        let (transcript, code) = run(home.path(), &["id:td-13-2025"], &["save x", dialog]);
        assert_eq!(code, 0, "{dialog}, the end of the input:\n{transcript}");
    }
    let (transcript, code) = run(home.path(), &["--fresh"], &["suspend", "redraw"]);
    assert_eq!(code, 0);
    assert!(transcript.contains("Only a program in a terminal can be suspended."), "{transcript}");
    check(&transcript, 2);
}

#[test]
fn packs_edited_meanwhile_are_told_of_with_the_next_answer() {
    use std::io::{BufRead, BufReader, Write};
    let home = home();
    let pack = home.path().join("mine.jsonl");
    let topic = |name: &str| format!("{{\"type\":\"topic\",\"id\":\"mine\",\"name\":\"{name}\"}}\n");
    std::fs::write(&pack, topic("First name")).expect("written");
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("cadialog"))
        .args(["--linear", "--data"])
        .arg(&pack)
        .env("XDG_CONFIG_HOME", home.path())
        .env("XDG_DATA_HOME", home.path())
        .env_remove("CADIALOG_CONFIG")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("runs");
    let mut typed = child.stdin.take().expect("stdin");
    let mut lines = BufReader::new(child.stdout.take().expect("stdout")).lines().map(|line| line.expect("UTF-8"));
    let mut until = |wanted: &str| lines.by_ref().find(|line| line.contains(wanted)).unwrap_or_else(|| panic!("no {wanted}"));
    until("Nothing hidden.");
    std::fs::write(&pack, topic("Another name, longer")).expect("written");
    typed.write_all(b"/id:mine\n").expect("reads");
    until("The packs have changed; this is their new state.");
    std::fs::write(&pack, "{\n").expect("written");
    typed.write_all(b"topics\n").expect("reads");
    until("the last good state is shown.");
    drop(typed);
    assert!(child.wait().expect("ends").success());
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    use std::io::Read;
    let home = home();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("cadialog"))
        .arg("--linear")
        .env("XDG_CONFIG_HOME", home.path())
        .env("XDG_DATA_HOME", home.path())
        .env_remove("CADIALOG_CONFIG")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("runs");
    let mut out = child.stdout.take().expect("stdout");
    out.read_exact(&mut [0; 1]).expect("a byte");
    drop(out);
    // It may have gone before it reads this.
    let _ = std::io::Write::write_all(&mut child.stdin.take().expect("stdin"), b"help\nhelp\n");
    let ended = child.wait_with_output().expect("ends");
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
#[cfg(target_os = "linux")]
fn an_address_is_told_by_its_number_and_opened_only_when_asked_for() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    let (browser, opened) = (home.path().join("xdg-open"), home.path().join("opened"));
    std::fs::write(&browser, format!("#!/bin/sh\necho \"$1\" >> '{}'\n", opened.display())).expect("written");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).expect("executable");
    let run = |line: &str| {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("cadialog");
        command.env_remove("CADIALOG_CONFIG").env_remove("BROWSER").env("PATH", home.path());
        command.env("XDG_CONFIG_HOME", home.path()).env("XDG_DATA_HOME", home.path());
        let output = command.args(["--linear", "id:td-13-2025"]).write_stdin(format!("open\n{line}\n")).output().expect("runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let page = run("");
    let address = "https://thxnews.com/2025/03/14/japan-strengthens-ties-with-central-asia/";
    let number = page.split(&format!("{address} (link ")).nth(1).and_then(|rest| rest.split(')').next()).expect("a number");
    let told = run(number);
    assert!(told.contains(&format!("Link {number} is an address, {address} ; o opens it in a web browser.")), "{told}");
    assert!(!opened.exists(), "opened without being asked");
    let told = run(&format!("{number}\no"));
    assert!(told.contains(&format!("Opening {address}")), "{told}");
    let start = std::time::Instant::now();
    while std::fs::read_to_string(&opened).unwrap_or_default().trim() != address {
        assert!(start.elapsed().as_secs() < 30, "no browser was started");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn in_ascii_every_line_is() {
    let home = home();
    let lines = ["/water", "open", "names", "names", "timeline", "help", "quit"];
    let (transcript, code) = run(home.path(), &["--ascii", "--fresh"], &lines);
    assert_eq!(code, 0);
    assert!(transcript.is_ascii() && transcript.contains("Uzbekistan"), "{transcript}");
}
