//! Completion as shells do it: bash and zsh at a terminal, by the Tab key, fish by its own command.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use super::pty::Pty;
use super::run;

/// Whether `shell` can be run here; no bash is no reason to leave the tests of bash out where it should be.
fn has(shell: &str) -> bool {
    Command::new(shell).arg("--version").output().is_ok()
}

/// The search path with the built program before all others.
fn path() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_cadialog")).parent().expect("a directory");
    format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default())
}

/// What a Tab makes of each line in a shell at a terminal that reads `setup` first.
fn tabbed(shell: &str, arguments: &[&str], setup: &str, lines: &[(&str, &str)]) {
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("_cadialog");
    std::fs::write(&script, run(&["completions", shell]).out).expect("written");
    let (path, home) = (path(), folder.path().to_str().expect("UTF-8"));
    for (typed, wanted) in lines {
        let environment = [("PATH", path.as_str()), ("HOME", home), ("PS1", "$ "), ("FOLDER", home)];
        let mut pty = Pty::run(Path::new(shell), arguments, &environment, 160, 30);
        pty.wait_for("$ ");
        pty.send(&format!("{setup}; clear; echo rea''dy\r"));
        pty.wait("a shell that is ready", |text| text.lines().any(|line| line == "ready"));
        pty.send(&format!("{typed}\t"));
        // A word that is whole gets a blank, or its quotation mark, behind it: what is typed next stands there.
        pty.send("+");
        pty.wait(wanted, |text| text.contains(wanted));
    }
}

#[test]
fn bash_completes_what_is_typed_at_a_terminal() {
    if !has("bash") {
        return;
    }
    let setup = "bind 'set enable-bracketed-paste off'; bind 'set bell-style none'; source $FOLDER/_cadialog";
    tabbed(
        "bash",
        &["--norc", "--noprofile", "-i"],
        setup,
        &[
            ("cadialog search speaker:tok", "search speaker:tokayev +"),
            ("cadialog search spea", "search speaker:+"),
            ("cadialog search water country:kaz", "search water country:KZ +"),
            ("cadialog search \"water speaker:tok", "search \"water speaker:tokayev\" +"),
            ("cadialog search organisation:\"japan bank", "search organisation:\"jbic\" +"),
            ("cadialog search speaker:kas", "search speaker:tokayev +"),
            ("cadialog list -c KZ,uz", "list -c KZ,UZ +"),
            ("cadialog cite td-13-2025 --style=ap", "cite td-13-2025 --style=apa +"),
            ("cadialog sear", "cadialog search +"),
        ],
    );
}

#[test]
fn zsh_completes_what_is_typed_at_a_terminal() {
    if !has("zsh") {
        return;
    }
    let setup = "fpath=($FOLDER $fpath); autoload -U compinit; compinit -u -D";
    tabbed(
        "zsh",
        &["-f", "-i"],
        setup,
        &[
            ("cadialog search speaker:tok", "search speaker:tokayev +"),
            ("cadialog search water country:kaz", "search water country:KZ +"),
            ("cadialog search \"water speaker:tok", "search \"water speaker:tokayev\" +"),
            ("cadialog cite td-13-2025 --style ap", "cite td-13-2025 --style apa +"),
        ],
    );
}

#[test]
fn fish_completes_words_options_and_quotations() {
    if !has("fish") {
        return;
    }
    let script = run(&["completions", "fish"]).out;
    let complete = |line: &str| {
        let call = format!("{script}\ncomplete -C '{line}'");
        let done = Command::new("fish").args(["--no-config", "-c", &call]).env("PATH", path()).output().expect("fish runs");
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    for (line, wanted) in [
        ("cadialog search speaker:tok", "speaker:tokayev\t"),
        ("cadialog search \"water speaker:tok", "water speaker:tokayev\t"),
        ("cadialog list -c K", "KZ\t"),
        ("cadialog outcomes --by JIC", "jica\t"),
        ("cadialog show td-13", "td-13-2025\t"),
        ("cadialog cite td-13-2025 --style a", "apa\t"),
    ] {
        assert!(complete(line).contains(wanted), "{line}: {}", complete(line));
    }
}

#[test]
fn each_argument_has_its_values() {
    for (line, wanted, other) in [
        ("cadialog stats --by country,to", "country,topic", "topic"),
        ("cadialog outcomes --form ag", "agreement", "pledge"),
        ("cadialog search --sort -d", "-date", "date"),
        ("cadialog export --format geo", "geojson", "csv"),
        ("cadialog cite --locale j", "ja", "en"),
        ("cadialog list qu", "quotes", "events"),
        ("cadialog search kind:tokyo-d", "tokyo-dialogue", "visit"),
        ("cadialog keyness country:uz country:kaz", "KZ", "UZ"),
        ("cadialog report td-13-20", "td-13-2025", "td-12-2023"),
        ("cadialog --no-bundled --data tests/fixture show ", "letter-2009", "td-13-2025-none"),
    ] {
        let found = run(&["completions", "bash", "--", line]);
        let texts: Vec<&str> = found.out.lines().collect();
        assert!(found.code == 0 && texts.contains(&wanted) && !texts.contains(&other), "{line}: {texts:?}");
    }
    for nothing in ["cadialog search wat", "cadialog sear", "cadialog list > ", "cadialog --config ", "cadialog search --lim"] {
        let found = run(&["completions", "bash", "--", nothing]);
        assert_eq!(
            (found.code, found.out.as_str()),
            (1, ""),
            "{nothing}: the script of the shell, or nobody, knows what stands here"
        );
    }
}
