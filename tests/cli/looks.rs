//! Themes on the command line: what completions, manual and description know of them.

use super::{json, run};

#[test]
fn completions_and_manual_know_the_themes() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "nushell"] {
        let run = run(&["completions", shell]);
        assert_eq!(run.code, 0);
        // The generators for the last three know options but no values.
        let wanted = if matches!(shell, "powershell" | "elvish") { "ambiguous-width" } else { "colour-blind-safe" };
        assert!(run.out.contains(wanted), "{shell}");
    }
    let manual = run(&["man"]).out;
    assert!(manual.contains("high\\-contrast") && manual.contains("ambiguous"), "{manual}");
}

#[test]
fn the_description_for_machines_lists_the_built_in_themes() {
    let description = json(&["schema", "cli"]);
    let options = description["options"].as_array().expect("options");
    let theme = options.iter().find(|option| option["name"] == "theme").expect("--theme");
    assert_eq!(theme["values"], serde_json::json!(["auto", "dark", "light", "high-contrast", "colour-blind-safe", "mono"]));
}

#[test]
fn a_width_that_is_none_is_refused() {
    let run = run(&["--ambiguous-width", "3"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("possible values: 1, 2"), "{}", run.err);
}
