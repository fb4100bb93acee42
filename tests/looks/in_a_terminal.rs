//! Themes in a real terminal: those of the reader’s own, and faults that are told before it is taken.

use super::{config, pty::Pty};

#[test]
fn a_theme_of_ones_own_is_chosen_by_file_or_by_call() {
    let path = config("pty", "theme = \"mine\"\n[themes.mine]\naccent = \"#010203\"\n[themes.other]\naccent = 201\n");
    let path = path.to_str().expect("utf-8");
    let calls: [(&[&str], &str); 2] = [(&[], "38;2;1;2;3"), (&["--theme", "other"], "38;5;201")];
    for (more, wanted) in calls {
        let mut pty = Pty::start(&[&["--config", path], more].concat(), &[("COLORTERM", "truecolor")], 100, 30);
        pty.wait_for("nothing hidden");
        pty.send("q");
        assert_eq!(pty.exit_code(), 0);
        assert!(pty.raw().contains(wanted), "{more:?}");
    }
}

#[test]
fn an_unknown_theme_is_refused_before_the_terminal_is_taken() {
    let path = config("refused", "[themes.mine]\naccent = \"redd\"\n");
    let faulty = ["--config", path.to_str().expect("utf-8")];
    let calls: [(&[&str], &str); 2] = [(&["--theme", "nosuch"], "unknown theme “nosuch”"), (&faulty, "unknown colour “redd”")];
    for (arguments, wanted) in calls {
        let mut pty = Pty::start(arguments, &[], 100, 30);
        assert_eq!(pty.exit_code(), 2, "{arguments:?}");
        let raw = pty.raw();
        assert!(raw.contains(wanted) && !raw.contains("?1049h"), "{raw}");
    }
}
