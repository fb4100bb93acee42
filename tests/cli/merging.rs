//! `pack diff` and `pack merge` as they are called: by a reader, and by Git as its merge driver.

use std::fs;
use std::path::Path;

use super::run;

const BASE: &str = r#"[
  {"id": "a", "title": "A", "summary": "S"},
  {"id": "b", "title": "B", "summary": "S"}
]
"#;

fn put(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path.to_string_lossy().into_owned()
}

#[test]
fn a_difference_reads_as_lines() {
    let folder = tempfile::tempdir().expect("a directory");
    let old = put(folder.path(), "events.json", BASE);
    let new = BASE
        .replace("\"A\", \"summary\": \"S\"", "\"A\", \"summary\": \"Other\\u001b[2J\"")
        .replace("\"b\", \"title\": \"B\"", "\"c\", \"title\": \"C\"");
    let new = put(folder.path(), "new.json", &new);
    let differs = run(&["pack", "diff", &old, &new]);
    let wanted = "- events “b”: B\n~ events “a”: A\n    summary\n      - S\n      + Other[2J\n+ events “c”: C\n";
    assert_eq!((differs.out.as_str(), differs.code), (wanted, 1));
    assert_eq!(differs.err, "cadialog: 1 record added, 1 removed, 1 changed\n");
    let same = run(&["pack", "diff", &old, &old]);
    assert_eq!((same.out.as_str(), same.code), ("", 0));
}

#[test]
fn conflicts_are_told_with_all_their_values() {
    let folder = tempfile::tempdir().expect("a directory");
    let base = put(folder.path(), "base", BASE);
    let ours = put(folder.path(), "ours", &BASE.replacen("\"S\"", "\"Ours\"", 1));
    let theirs = put(folder.path(), "theirs", &BASE.replacen("\"S\"", "\"Theirs\"", 1));
    let printed = run(&["pack", "merge", &base, &ours, &theirs, "--name", "data/events.json", "--output", "-"]);
    assert_eq!(printed.code, 1);
    let told = "cadialog: events “a”, summary: both changed it; ours stays\ncadialog:   base: S\ncadialog:   ours: Ours\ncadialog:   theirs: Theirs\n";
    assert!(printed.err.starts_with(told), "{}", printed.err);
    let left = "\"summary\": \"Ours\", \"_conflicts\": [{\"field\": \"summary\", \"base\": \"S\", \"theirs\": \"Theirs\"}]}";
    assert!(printed.out.contains(left), "{}", printed.out);
    assert!(!fs::read_to_string(&ours).expect("read").contains("_conflicts"), "ours is as it was");
    let other = folder.path().join("merged.json").to_string_lossy().into_owned();
    assert_eq!(run(&["pack", "merge", &base, &ours, &theirs, "-o", &other]).code, 1);
    assert_eq!(fs::read_to_string(&other).expect("written"), printed.out);
    let faulty = put(folder.path(), "faulty", "[{\"id\": \"a\"}, {\"id\": \"a\"}]");
    let refused = run(&["pack", "merge", &base, &ours, &faulty]);
    assert!(refused.code == 3 && refused.err.contains("nothing was written"), "{}{}", refused.out, refused.err);
    assert!(refused.out.contains("faulty:1:22") && refused.out.contains("stands here twice"), "{}", refused.out);
}

/// Calls Git in `folder`; none where there is no Git on this system.
#[cfg(unix)]
fn git(folder: &Path, arguments: &[&str]) -> Option<bool> {
    let mut command = std::process::Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
    for (name, value) in [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null"), ("LC_ALL", "C.UTF-8")] {
        command.env(name, value);
    }
    command.output().ok().map(|output| output.status.success())
}

#[test]
#[cfg(unix)]
fn git_merges_by_record_and_field() {
    let folder = tempfile::tempdir().expect("a directory");
    let here = folder.path();
    let Some(true) = git(here, &["init", "-q", "-b", "main"]) else { return };
    let program = assert_cmd::cargo::cargo_bin!("cadialog");
    let done = |arguments: &[&str]| assert_eq!(git(here, arguments), Some(true), "{arguments:?}");
    done(&["config", "merge.cadialog.driver", &format!("'{}' pack merge %O %A %B", program.display())]);
    put(here, ".gitattributes", "data/*.json merge=cadialog\n");
    fs::create_dir(here.join("data")).expect("created");
    let write = |text: &str| _ = put(here, "data/events.json", text);
    let commit = |message: &str| {
        done(&["add", "-A"]);
        done(&["commit", "-q", "-m", message]);
    };
    write(BASE);
    commit("base");
    done(&["checkout", "-q", "-b", "other"]);
    // The line that main changes, and a conflict for whoever merges by lines.
    write(&BASE.replace("\"A\"", "\"Other\"").replace("\n]", ",\n  {\"id\": \"c\", \"title\": \"C\"}\n]"));
    commit("other");
    done(&["checkout", "-q", "main"]);
    let ours = BASE.replacen("\"S\"", "\"Ours\"", 1).replace("\n]", ",\n  {\"id\": \"d\", \"title\": \"D\"}\n]");
    write(&ours);
    commit("ours");
    done(&["merge", "-q", "-m", "merged", "other"]);
    let read = || fs::read_to_string(here.join("data/events.json")).expect("read");
    let merged = ours
        .replace("\"A\"", "\"Other\"")
        .replace(",\n  {\"id\": \"d\"", ",\n  {\"id\": \"c\", \"title\": \"C\"},\n  {\"id\": \"d\"");
    assert_eq!(read(), merged);
    done(&["checkout", "-q", "-b", "third"]);
    write(&merged.replace("\"Ours\"", "\"Third\""));
    commit("third");
    done(&["checkout", "-q", "main"]);
    write(&merged.replace("\"Ours\"", "\"Again\""));
    commit("again");
    assert_eq!(git(here, &["merge", "-q", "-m", "merged", "third"]), Some(false), "a conflict is one for Git, too");
    assert!(
        read().contains("\"Again\", \"_conflicts\": [{\"field\": \"summary\", \"base\": \"Ours\", \"theirs\": \"Third\"}]"),
        "{}",
        read()
    );
}
