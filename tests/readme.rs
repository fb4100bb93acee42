//! What the README says and shows is what the program does. `CADIALOG_UPDATE=1 cargo test --test readme` writes its
//! generated parts and the pictures anew; without it a difference is a failure.

mod common;
#[path = "common/svg.rs"]
mod svg;

use std::fs;
use std::path::{Path, PathBuf};

use cadialog::cli::Arguments;
use cadialog::config::ThemeName;
use cadialog::keys::{ACTIONS, Group};
use clap::CommandFactory;
use common::Session;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn update() -> bool {
    std::env::var_os("CADIALOG_UPDATE").is_some()
}

/// Compares a part of the README between two marks with what it should be, or writes it.
fn part(name: &str, wanted: &str) {
    let readme = fs::read_to_string(path("README.md")).expect("README.md");
    let (begin, end) = (format!("<!-- {name}: made by the program -->\n"), format!("<!-- end of {name} -->"));
    let from = readme.find(&begin).unwrap_or_else(|| panic!("README.md has no part “{name}”")) + begin.len();
    let to = from + readme[from..].find(&end).expect("the part ends");
    if update() {
        fs::write(path("README.md"), format!("{}{wanted}{}", &readme[..from], &readme[to..])).expect("written");
    } else {
        assert_eq!(&readme[from..to], wanted, "run CADIALOG_UPDATE=1 cargo test --test readme");
    }
}

#[test]
fn the_parts_made_by_the_program_are_true() {
    part("keys", &keys());
    part("help", &help());
    part("query", &query());
}

fn keys() -> String {
    let mut table = String::from("\n");
    for group in Group::ALL {
        table.push_str(&format!("| {} | |\n|---|---|\n", group.title()));
        for info in ACTIONS.iter().filter(|info| info.group == group) {
            let keys: Vec<String> = info.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            table.push_str(&format!("| {} | {} |\n", keys.join(" "), info.sentence));
        }
        table.push('\n');
    }
    table
}

fn query() -> String {
    let mut table = String::from("\n| written | means | for example |\n|---|---|---|\n");
    let cell = |text: &str| text.replace('|', "\\|");
    for row in cadialog::query::help::constructs() {
        table.push_str(&format!("| `{}` | {} | `{}` |\n", cell(row.form), cell(row.meaning), cell(row.example)));
    }
    table + "\n"
}

fn help() -> String {
    let help = Arguments::command().term_width(100).render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    format!("\n```text\n{}\n```\n\n", help.join("\n").trim_end())
}

#[test]
fn the_pictures_are_what_the_program_draws() {
    let shots = [
        ("browse-dark", ThemeName::Dark, "/ '13th '' 'tokyo Enter X", "the timeline, the 13th Tokyo Dialogue in full"),
        ("filter-light", ThemeName::Light, "1 Space 2 j Space 3 G k k k k k", "filtered by Kazakhstan and by connectivity"),
        ("map-dark", ThemeName::Dark, "M Space Down Space Tab Tab Tab", "the map, filtered by Kazakhstan and Uzbekistan"),
        ("charts-dark", ThemeName::Dark, "C k", "events per year by kind"),
        ("compare-dark", ThemeName::Dark, "1 Space j Space =", "Kazakhstan and Kyrgyzstan side by side"),
        ("search-dark", ThemeName::Dark, "/ 'トカエフ", "a search across scripts"),
    ];
    for (name, theme, keys, title) in shots {
        let mut session = Session::with(132, 38, theme, false, "");
        session.press(keys);
        let palette = if theme == ThemeName::Light { &svg::LIGHT } else { &svg::DARK };
        let picture = svg::svg(&session.buffer(), palette, &format!("cadialog: {title}"));
        let file = path("assets").join(format!("{name}.svg"));
        if update() {
            fs::write(&file, picture).expect("written");
        } else {
            let stored = fs::read_to_string(&file).unwrap_or_default();
            assert!(stored == picture, "assets/{name}.svg differs; run CADIALOG_UPDATE=1 cargo test --test readme");
        }
        let readme = fs::read_to_string(path("README.md")).expect("README.md");
        assert!(readme.contains(&format!("assets/{name}.svg")), "the README does not show {name}");
    }
}

/// Every line beginning with `$ cadialog` in the README's `console` blocks is run; what it prints begins as shown.
#[test]
fn the_examples_run_as_shown() {
    let readme = fs::read_to_string(path("README.md")).expect("README.md");
    let mut examples = 0;
    for block in readme.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        for example in block.split("$ ").skip(1) {
            let (command, shown) = example.split_once('\n').expect("a command line");
            let mut words = command.split_whitespace();
            assert_eq!(words.next(), Some("cadialog"), "{command}");
            let mut call = std::process::Command::new(env!("CARGO_BIN_EXE_cadialog"));
            // Nobody's own configuration and packs take part.
            call.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR")).env("XDG_DATA_HOME", env!("CARGO_TARGET_TMPDIR"));
            let output = call.args(words).output().expect("runs");
            assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
            let printed = String::from_utf8(output.stdout).expect("UTF-8");
            let shown = shown.trim_end().trim_end_matches('…').trim_end();
            assert!(printed.starts_with(shown), "{command} prints\n{printed}\nnot\n{shown}");
            examples += 1;
        }
    }
    assert!(examples >= 3, "the README shows {examples} examples");
}

/// What a shell prints for a command line, `cadialog` being the program.
#[cfg(unix)]
fn printed_by_shell(line: &str) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_cadialog")).parent().expect("a directory");
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = std::process::Command::new("sh");
    shell.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR")).env("XDG_DATA_HOME", env!("CARGO_TARGET_TMPDIR"));
    let output = shell.env("PATH", path).args(["-c", line]).output().expect("a shell");
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The block of code in the README that begins so.
#[cfg(unix)]
fn block(begins: &str) -> String {
    let readme = fs::read_to_string(path("README.md")).expect("README.md");
    let from = readme.find(begins).unwrap_or_else(|| panic!("no block {begins}"));
    let block = &readme[from..];
    let (_, inside) = block.split_once('\n').expect("a block");
    inside.split("```").next().expect("its end").to_owned()
}

/// In the recipe for `fzf` its part is played by `sed`, which picks the second line behind the heading.
#[cfg(unix)]
#[test]
fn what_a_finder_picks_is_the_id_of_a_record_that_its_preview_shows() {
    let recipe = block("```sh\ncadialog list events").replace('\n', " ");
    let stages: Vec<&str> = recipe.split('|').map(str::trim).collect();
    let [list, finder, cut] = stages[..] else { panic!("{recipe}") };
    assert!(finder.starts_with("fzf --delimiter '\\t' --with-nth 3,4 --header-lines 1 "), "{finder}");
    let picked = printed_by_shell(&format!("{list} | sed -n 3p"));
    let id = printed_by_shell(&format!("{list} | sed -n 3p | {cut}")).trim().to_owned();
    let preview = finder.split_once("--preview '").expect("a preview").1.trim_end_matches('\'').replace("{2}", &id);
    let title = picked.split('\t').nth(2).expect("the third column");
    assert!(!title.is_empty() && printed_by_shell(&preview).starts_with(title), "{preview} does not show {title}");

    let channel: toml::Table = toml::from_str(&block("```toml\n[metadata]\nname = \"cadialog\"")).expect("TOML");
    let command = |part: &str| channel[part]["command"].as_str().expect("a command").to_owned();
    assert_eq!(channel["metadata"]["name"].as_str(), Some("cadialog"));
    let ids = printed_by_shell(&command("source"));
    assert_eq!(ids.lines().nth(1), Some(id.as_str()), "both list the same");
    assert!(printed_by_shell(&command("preview").replace("{}", &id)).starts_with(title));
}

#[test]
fn the_two_commands_stand_in_it() {
    let readme = fs::read_to_string(path("README.md")).expect("README.md");
    assert!(readme.contains("    cargo run --release\n") && readme.contains("    cargo test\n"));
}
