//! The configuration as a file: where paths in it lead, what is read of it, and what is said when it cannot be used.

use std::fs;
use std::path::Path;

use super::{Run, ended, program};

/// A call in a home of its own, with its configuration there.
fn at_home(home: &Path, arguments: &[&str]) -> Run {
    let mut command = program();
    command.env("HOME", home).env("XDG_CONFIG_HOME", home.join("config")).args(arguments);
    ended(command.output().expect("runs"))
}

/// A home with a place for the configuration.
fn home() -> (tempfile::TempDir, std::path::PathBuf) {
    let home = tempfile::tempdir().expect("a directory");
    fs::create_dir_all(home.path().join("config/cadialog")).expect("made");
    let config = home.path().join("config/cadialog/config.toml");
    (home, config)
}

#[test]
fn the_home_directory_is_written_by_one_rule_wherever_a_path_stands() {
    let (home, config) = home();
    let topic = "{\"type\":\"topic\",\"id\":\"own\",\"name\":\"A topic\"}\n";
    fs::write(home.path().join("own.jsonl"), topic).expect("written");
    for written in ["~/own.jsonl", "$HOME/own.jsonl", "${HOME}/own.jsonl"] {
        fs::write(&config, format!("data = [\"{written}\"]")).expect("written");
        let said = at_home(home.path(), &["show", "own", "--format", "ids"]);
        assert_eq!((said.code, said.out.as_str()), (0, "own\n"), "{written}: {}", said.err);
        fs::remove_file(&config).expect("removed");
        let said = at_home(home.path(), &["show", "own", "--format", "ids", &format!("--data={written}")]);
        assert_eq!((said.code, said.out.as_str()), (0, "own\n"), "--data={written}: {}", said.err);
        assert_eq!(at_home(home.path(), &["check", written]).code, 0, "check {written}");
    }
    fs::write(&config, "data = [\"~\"]").expect("written");
    assert!(at_home(home.path(), &["list"]).err.contains("has no pack.json"), "the home directory itself is a path, too");
    fs::write(home.path().join("keys.toml"), "[keys]\nquit = [\"Q\"]").expect("written");
    let said = at_home(home.path(), &["keys", "--config=~/keys.toml"]);
    assert!(said.code == 0 && said.out.contains("  Q  "), "{}", said.err);
}

#[test]
fn a_byte_order_mark_is_no_fault_and_what_is_no_text_is_told() {
    let (home, config) = home();
    fs::write(&config, "\u{feff}[keys]\nquit = [\"Q\"]\n").expect("written");
    assert!(at_home(home.path(), &["keys"]).out.contains("  Q  "));
    fs::write(&config, b"theme = \"d\xe9\"").expect("written");
    let said = at_home(home.path(), &["keys"]);
    assert!(said.code == 2 && said.err.contains("not UTF-8 at byte 10"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_and_not_waited_for() {
    let (home, config) = home();
    assert!(std::process::Command::new("mkfifo").arg(&config).status().expect("mkfifo").success());
    for command in [&["list"][..], &["keys"], &["config"], &["--linear"]] {
        let said = at_home(home.path(), command);
        assert!(said.code == 2 && said.err.contains("not a regular file"), "{command:?}: {}", said.err);
    }
    fs::remove_file(&config).expect("removed");
    std::os::unix::fs::symlink("nowhere.toml", &config).expect("linked");
    for command in [&["list"][..], &["keys"], &["config"], &["--linear"]] {
        let said = at_home(home.path(), command);
        assert!(said.code == 2 && said.err.contains("a link to a file that is not there"), "{command:?}: {}", said.err);
    }
    assert!(at_home(home.path(), &["paths"]).out.contains("dangling"));
    for endless in ["/dev/zero", "/dev/urandom"] {
        let said = at_home(home.path(), &["keys", "--config", endless]);
        assert!(said.code == 2 && said.err.contains("larger than 1 MiB"), "{endless}: {}", said.err);
    }
    assert_eq!(at_home(home.path(), &["keys", "--config", "/dev/null"]).code, 0, "the usual way to say: none");
    fs::remove_file(&config).expect("removed");
    fs::write(&config, "# comment\n".repeat(200_000)).expect("written");
    assert!(at_home(home.path(), &["keys"]).err.contains("larger than 1 MiB"));
}

/// Once: a pipe gives its text to the first who reads it.
#[cfg(unix)]
#[test]
fn a_configuration_from_a_pipe_applies_as_a_whole() {
    let topic = "{\"type\":\"topic\",\"id\":\"own\",\"name\":\"A topic\"}\n";
    let (home, _) = home();
    fs::write(home.path().join("own.jsonl"), topic).expect("written");
    let pipe = home.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let to = pipe.clone();
    let writing = std::thread::spawn(move || fs::write(to, "data = [\"~/own.jsonl\"]\n[keys]\nquit = [\"Q\"]\n"));
    let mut command = program();
    command.env("HOME", home.path()).env("XDG_DATA_HOME", home.path()).args(["--linear", "--config"]).arg(&pipe);
    let said = ended(command.write_stdin("/\"a topic\" id:own\nhelp quit\n").output().expect("runs"));
    assert!(writing.join().expect("a writer").is_ok());
    assert!(said.out.contains("A topic.") && said.out.contains("quit: quit. Key: Q."), "{}{}", said.out, said.err);
}

#[test]
fn a_setting_gone_wrong_is_not_quoted_at_length() {
    let (home, config) = home();
    let long = "x".repeat(100_000);
    for text in [
        format!("theme = \"{long}\""),
        format!("theme = \"mine\"\n[themes.mine]\nbase = \"{long}\""),
        format!("[themes.mine]\naccent = \"{long}\""),
        format!("[keys]\nquit = [\"{long}\"]"),
        format!("[keys]\n{long} = []"),
        format!("{long} = 1"),
        format!("data = {long}"),
    ] {
        fs::write(&config, &text).expect("written");
        let said = at_home(home.path(), &["keys"]);
        assert_eq!(said.code, 2, "{}", &text[..40]);
        assert!(said.err.len() < 4000, "{} bytes for {}", said.err.len(), &text[..40]);
        assert!(said.err.contains("xxxx"), "the beginning shows which it is: {}", said.err);
    }
}

#[test]
fn the_last_way_out_cannot_be_taken_away() {
    let (home, config) = home();
    fs::write(&config, "[keys]\nquit = []\ninterrupt = []\n").expect("written");
    for command in [&["keys"][..], &["--linear"]] {
        let said = at_home(home.path(), command);
        assert!(
            said.code == 2 && said.err.contains("no key left that could be shown for ending the browser"),
            "{command:?}: {}",
            said.err
        );
    }
    fs::write(&config, "[keys]\nquit = []\n").expect("written");
    assert_eq!(at_home(home.path(), &["keys"]).code, 0);
}
