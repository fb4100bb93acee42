//! ASCII wherever it is asked for, the width of printed lines, and addresses that stay whole.

use super::{Run, ended, program, run};

/// Calls that print text for people.
const TEXTS: [&[&str]; 19] = [
    &["show", "td-13-2025", "kawaguchi", "KZ", "doc-action-plan-2006"],
    &["--lang", "ru", "show", "KZ"],
    &["--lang", "ja", "list", "people"],
    &["search", "water"],
    &["search", "water", "--kwic"],
    &["list", "quotes"],
    &["cite", "td-13-2025", "--style", "apa"],
    &["stats"],
    &["trace", "water"],
    &["compare", "td-12-2023", "td-13-2025"],
    &["compare", "KZ", "UZ"],
    &["collocates", "water"],
    &["keyness", "country:KZ"],
    &["verify", "With the state backing private investment business worth more than JPY 5 trillion should open up"],
    &["export", "tokayev", "--format", "text"],
    &["keys"],
    &["help", "export"],
    &["help", "query"],
    &["config"],
];

fn with(environment: &[(&str, &str)], arguments: &[&str]) -> Run {
    ended(program().envs(environment.iter().copied()).args(arguments).output().expect("runs"))
}

#[test]
fn ascii_holds_for_all_text_that_is_printed() {
    for call in TEXTS {
        let told = run(call);
        assert!(!told.out.is_ascii() || ["stats", "keys"].contains(&call[0]), "{call:?} has nothing to turn into ASCII");
        for plain in [
            run(&[&["--ascii"], call].concat()),
            with(&[("LC_ALL", "C")], call),
            with(&[("TERM", "vt52")], call),
            with(&[("LC_CTYPE", "POSIX"), ("LANG", "en_GB.UTF-8")], call),
        ] {
            assert!(plain.out.is_ascii() && plain.err.is_ascii(), "{call:?}\n{}{}", plain.out, plain.err);
            assert_eq!((plain.code, plain.out.lines().count()), (told.code, told.out.lines().count()), "{call:?}");
        }
    }
    let refused = with(&[("LC_ALL", "C")], &["show", "td-1399"]);
    assert!(refused.code == 2 && refused.err.is_ascii() && refused.err.contains("\"td-1399\""), "{}", refused.err);
}

#[test]
fn what_is_said_outright_outweighs_the_environment() {
    let show = ["show", "td-13-2025"];
    let told = run(&show).out;
    let c = [("LC_ALL", "C")];
    assert_eq!(with(&c, &[&["--ascii=false"][..], &show].concat()).out, told);
    assert_eq!(with(&[("LC_ALL", "C.UTF-8"), ("LANG", "C")], &show).out, told);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("config.toml");
    for (setting, ascii) in [("ascii = false", false), ("ascii = true", true), ("", true)] {
        std::fs::write(&file, setting).expect("written");
        let path = file.to_str().expect("UTF-8");
        assert_eq!(with(&c, &[&["--config", path][..], &show].concat()).out.is_ascii(), ascii, "{setting}");
    }
    std::fs::write(&file, "ascii = true").expect("written");
    assert!(run(&[&["--config", file.to_str().expect("UTF-8")][..], &show].concat()).out.is_ascii());
}

#[test]
fn formats_for_programs_stay_as_they_are() {
    for format in ["json", "csv", "markdown"] {
        let call = ["show", "td-13-2025", "--format", format];
        let told = run(&call).out;
        assert!(!told.is_ascii());
        assert_eq!(with(&[("LC_ALL", "C")], &[&["--ascii"][..], &call].concat()).out, told, "{format}");
    }
    let bibtex = ["cite", "td-13-2025", "--style", "bibtex"];
    assert_eq!(run(&[&["--ascii"][..], &bibtex].concat()).out, run(&bibtex).out);
}

#[test]
fn a_pipe_is_as_wide_as_columns_says() {
    for (columns, most) in [("60", 60), ("132", 132), ("0", 100), ("wide", 100), ("", 100)] {
        let out = with(&[("COLUMNS", columns)], &["show", "td-13-2025"]).out;
        let widest = out.lines().filter(|line| !line.contains("://")).map(cadialog::text::width).max().expect("lines");
        assert!(widest <= most && widest > most - 20, "COLUMNS={columns}: {widest}");
    }
}

#[test]
fn no_address_is_broken_over_lines() {
    let record = super::json(&["show", "doc-action-plan-2006", "td-13-2025", "--format", "json"]);
    assert!(record["results"].as_array().is_some_and(|results| !results.is_empty()));
    for columns in ["30", "60", "80", "100"] {
        let out = with(&[("COLUMNS", columns)], &["show", "doc-action-plan-2006", "td-13-2025"]).out;
        for address in ["https://www.mofa.go.jp/region/europe/dialogue/action0606.html", "https://docslib.org/"] {
            assert!(out.lines().any(|line| line.contains(address)), "{columns}: {address}\n{out}");
        }
        // What begins an address never stands at the end of a line.
        assert!(!out.lines().any(|line| line.ends_with("://") || line.ends_with("https:")), "{columns}");
    }
}

#[test]
fn a_byte_order_mark_is_written_only_where_it_is_asked_for() {
    for call in
        [&["export", "--format", "csv"][..], &["list", "--format", "tsv"], &["stats", "--by", "country,year", "--format", "csv"]]
    {
        let told = run(call).out;
        assert!(!told.starts_with('\u{feff}'), "{call:?}");
        assert_eq!(run(&[call, &["--bom"]].concat()).out, format!("\u{feff}{told}"), "{call:?}");
    }
    assert!(run(&["list", "--format", "json", "--bom"]).out.starts_with('{'));
}
