//! The table of exit codes by situation.

use super::{Run, run};

#[test]
fn every_situation_has_its_exit_code() {
    for (arguments, code, about) in [
        (&["search", "water"][..], 0, "something found"),
        (&["search", "zzzzqqqq"], 1, "no hit"),
        (&["search", "zzzzqqqq", "--format", "json"], 1, "no hit, as JSON"),
        (&["list", "events", "-c", "KZ"], 0, "records listed"),
        (&["list", "topics", "-c", "CN", "-t", "health"], 1, "no record left by the filters"),
        (&["show", "td-13-2025"], 0, "a record"),
        (&["show", "td-13-202"], 2, "an unknown id"),
        (&["list", "-c", "KX"], 2, "an unknown country"),
        (&["list", "-t", "enrgy"], 2, "an unknown topic"),
        (&["list", "evnts"], 2, "an unknown type"),
        (&["search"], 2, "nothing to search for"),
        (&["search", "…"], 2, "no word to search for"),
        (&["search", "country:KX", "water", "--strict"], 2, "a query that is not wholly understood, with --strict"),
        (&["list", "--format", "xml"], 2, "an unknown format"),
        (&["list", "--limit", "many"], 2, "a limit that is no number"),
        (&["--nope"], 2, "an unknown option"),
        (&["list", "--type", "evnts"], 2, "an unknown type as an option"),
        (&["list", "--date", "soon"], 2, "a range of days that is none"),
        (&["list", "--date", "2090"], 1, "days in which nothing happened"),
        (&["list", "--sort", "colour"], 2, "an unknown order"),
        (&["cite", "td-13-2025"], 0, "a reference"),
        (&["cite", "td-13-202"], 2, "a reference to nothing"),
        (&["export", "--type", "event", "--format", "ics"], 0, "an export"),
        (&["export", "--date", "2090"], 1, "an export of nothing"),
        (&["export", "…"], 2, "an export of what cannot be searched for"),
        (&["report", "td-13-2025"], 0, "a dossier"),
        (&["report", "td-13-2025", "--date", "2004"], 1, "a dossier of a record that does not pass the filters"),
        (&["report", "--date", "2090"], 1, "a dossier of nothing"),
        (&["report", "…"], 2, "a dossier of what cannot be searched for"),
        (&["report", "td-13-2025", "-o", "dossier.pdf"], 2, "a dossier in a format that there is not"),
        (&["report", "td-13-2025", "-o", "README.md"], 2, "a dossier over a file"),
        (&["report", "td-13-2025", "-o", "/nowhere/dossier.html"], 4, "a dossier in a directory that is not there"),
        (&["stats"], 0, "counts"),
        (&["stats", "--date", "2090"], 1, "counts of nothing"),
        (&["stats", "--by", "colour"], 2, "a table by something unknown"),
        (&["trace", "water"], 0, "a word that is mentioned"),
        (&["trace", "zzzzqqqq"], 1, "a word that nobody mentions"),
        (&["trace", "…"], 2, "no word to trace"),
        (&["compare", "td-12-2023", "td-13-2025"], 0, "two records side by side"),
        (&["compare", "td-13-2025", "td-13-2025"], 0, "a record beside itself"),
        (&["compare", "td-13-202", "td-13-2025"], 2, "a record beside an unknown id"),
        (&["compare", "td-13-2025"], 2, "a record beside nothing"),
        (&["compare", "td-13-2025", "2015"], 2, "a record beside a year"),
        (&["compare", "KZ", "UZ"], 0, "two countries"),
        (&["compare", "2015", "2090"], 1, "a year beside one in which nothing happened"),
        (&["compare", "topic:energy", "country:KZ water"], 0, "two queries"),
        (&["compare", "topic:energy", "…"], 2, "a query beside what cannot be searched for"),
        (&["trace", "--compare", "water", "energy"], 0, "two words against each other"),
        (&["trace", "--compare", "zzzzqqqq", "zzzqqq"], 1, "two words that nobody mentions"),
        (&["trace", "--compare", "water", "…"], 2, "a word and none"),
        (&["collocates", "water"], 0, "words beside a word"),
        (&["collocates", "zzzzqqqq"], 1, "words beside one that stands nowhere"),
        (&["collocates", "water", "--date", "2090"], 1, "words beside one in no record"),
        (&["collocates", "…"], 2, "words beside none"),
        (&["collocates", "water", "…"], 2, "words beside one in what cannot be searched for"),
        (&["collocates"], 2, "words beside nothing"),
        (&["collocates", "water", "--window", "wide"], 2, "a window that is no number"),
        (&["keyness", "country:KZ"], 0, "keywords"),
        (&["keyness", "country:KZ", "country:UZ"], 0, "keywords of one against another"),
        (&["keyness", "year:2090"], 1, "keywords of nothing"),
        (&["keyness", "country:KZ", "year:2090", "--format", "json"], 1, "keywords against nothing, as JSON"),
        (&["keyness", "…"], 2, "keywords of what cannot be searched for"),
        (&["keyness"], 2, "keywords of what?"),
        (&["keyness", "a", "b", "c"], 2, "keywords of three"),
        (&["schema"], 0, "names of schemas"),
        (&["schema", "serch"], 2, "an unknown schema"),
        (&["keys"], 0, "the keys"),
        (&["config"], 0, "the settings"),
        (&["paths"], 0, "the paths"),
        (&["keys", "--config", "/nowhere/config.toml"], 2, "a configuration that is not there"),
        (&["completions", "bash"], 0, "completions"),
        (&["completions", "tcsh"], 2, "an unknown shell"),
        (&["man"], 0, "a manual page"),
        (&["man", "serch"], 2, "a manual page of an unknown command"),
        (&["help"], 0, "help as a command"),
        (&["help", "query"], 0, "help on the query language"),
        (&["help", "serch"], 2, "help on an unknown command"),
        (&[], 2, "the browser without a terminal"),
        (&["water"], 2, "the browser without a terminal, searching"),
        (&["list", "--data", "/nowhere/pack"], 4, "a pack that is not there"),
        (&["list", "--data", "/nowhere/pack.jsonl"], 4, "a pack of lines that is not there"),
        (&["list", "--data", "tests/packs/bad/title-missing.json"], 0, "a faulty record, which is left out"),
        (&["list", "--data", "tests/packs/bad/title-missing.json", "--strict"], 3, "a faulty pack, with --strict"),
        (&["list", "--data", "tests/packs/bad/title-missing.json", "--data", "/nowhere/pack"], 4, "a faulty pack and none"),
        (&["check", "/nowhere/pack.json"], 4, "a check of what is not there"),
        (&["check", "tests/packs/bad/title-missing.json"], 3, "a check of a faulty pack"),
        (&["draft", "/nowhere/release.txt"], 4, "a draft of what is not there"),
        (&["pack", "new", "/nowhere/mine"], 4, "a pack in a directory that is not there"),
        (&["pack", "new", "tests"], 2, "a pack in place of something"),
        (&["pack", "new", "Not a name"], 2, "a pack without a name"),
        (&["pack", "diff", "data/events.json", "data/events.json"], 0, "no difference"),
        (&["pack", "diff", "data/events.json", "data/quotes.json"], 1, "a difference"),
        (&["pack", "diff", "/nowhere/a.json", "data/quotes.json"], 4, "a comparison with what is not there"),
        (&["pack", "diff", "data/events.json", "README.md"], 3, "a comparison with no pack"),
        (&["pack", "merge", "data", "data", "data", "--output", "-"], 2, "a directory to the standard output"),
        (&["pack", "merge", "data/pack.json", "data/pack.json", "data/pack.json", "-o", "-"], 0, "a merge of nothing"),
        (&["pack", "merge", "data/pack.json", "data/pack.json", "/nowhere/c", "-o", "-"], 4, "a merge of what is not there"),
        (&["--help"], 0, "help"),
        (&["list", "-h"], 0, "help of a command"),
        (&["--version"], 0, "version"),
    ] {
        let Run { out, err, code: ended } = run(arguments);
        assert_eq!(ended, code, "{about}: {arguments:?}\n{out}{err}");
        if code == 2 {
            assert!(out.is_empty(), "{about}: an error prints no data, but there was\n{out}");
            assert!(!err.is_empty(), "{about}: an error says what is wrong");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_input_output_error() {
    for arguments in [&["list", "events", "--format", "json"][..], &["--help"], &["--version"], &["help"], &["show", "--help"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let program = assert_cmd::cargo::cargo_bin!("cadialog");
        let ended = std::process::Command::new(program).args(arguments).stdout(full).output().expect("runs");
        assert_eq!(ended.status.code(), Some(4), "{arguments:?}");
        let message = String::from_utf8_lossy(&ended.stderr);
        assert!(message.contains("cadialog: ") && message.lines().count() == 1, "{arguments:?}: {message}");
    }
}

/// The runtime opens the null device in place of a stream that is closed, so that it is as if nobody wanted the data.
#[test]
#[cfg(unix)]
fn a_closed_standard_output_is_as_the_null_device() {
    let program = assert_cmd::cargo::cargo_bin!("cadialog");
    for closed in [">&-", ">/dev/null", "<&- >&-"] {
        let script = format!("exec {} list countries {closed}", program.display());
        let ended = std::process::Command::new("sh").args(["-c", &script]).output().expect("sh");
        assert_eq!((ended.status.code(), ended.stdout.len()), (Some(0), 0), "{closed}");
    }
}

/// `ulimit -f` makes writes fail as a full disk does.
#[test]
#[cfg(unix)]
fn a_pack_that_cannot_be_written_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a directory");
    let program = assert_cmd::cargo::cargo_bin!("cadialog");
    let script = format!("trap '' XFSZ; ulimit -f 0; exec {} pack new mine", program.display());
    let ended = std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().expect("sh");
    let told = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(4), "{told}");
    assert!(told.contains("mine/pack.json cannot be written"), "{told}");
    assert_eq!(folder.path().read_dir().expect("a directory").count(), 0);
    let ended =
        std::process::Command::new(program).args(["pack", "new"]).arg(folder.path().join("no/mine")).output().expect("runs");
    let told = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.code() == Some(4) && told.contains("there is no directory") && told.contains("make it first"), "{told}");
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_a_command_as_interrupted() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};
    let program = assert_cmd::cargo::cargo_bin!("cadialog");
    // Nobody reads the pipe, so the program is still writing when the signal comes.
    let mut child = Command::new(program)
        .args(["list", "sources", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("runs");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    let sent = Command::new("sh").arg("-c").arg(format!("kill -INT {}", child.id())).status().expect("sh");
    assert!(sent.success(), "the program ended before its output was read");
    let status = child.wait().expect("ends");
    // A shell reports death by SIGINT as 130.
    assert!(status.code() == Some(130) || status.signal() == Some(2), "{status}");
}
