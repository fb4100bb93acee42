//! The reader's text editor: which it is, and how each is told the line at which a file is to be opened. Sources: the manuals of
//! the editors, each under “command line”.

use std::io;
use std::path::Path;
use std::process::ExitStatus;

use super::{Desktop, Program};

/// How an editor is told a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineForm {
    /// `+42 file`
    Plus,
    /// `file:42`
    Colon,
    /// `--goto file:42`
    Goto,
    /// `--line 42 file`
    Line,
    /// `-l 42 file`
    Short,
    /// `-n42 file`
    Number,
}

/// Editors by the names of their programs: how they are told a line, and, of those with a window of their own, what makes them
/// wait until the file is closed.
const EDITORS: [(&[&str], LineForm, Option<&str>); 11] = [
    (
        &[
            "vi",
            "vim",
            "nvim",
            "view",
            "ex",
            "vis",
            "nano",
            "pico",
            "emacs",
            "emacsclient",
            "mg",
            "micro",
            "kak",
            "joe",
            "jmacs",
            "jstar",
            "ne",
            "jed",
            "less",
            "editor",
            "sensible-editor",
        ],
        LineForm::Plus,
        None,
    ),
    (&["hx", "helix"], LineForm::Colon, None),
    (&["gvim", "mvim", "nvim-qt"], LineForm::Plus, Some("-f")),
    (&["zed", "zeditor", "subl", "sublime_text"], LineForm::Colon, Some("--wait")),
    (&["code", "code-insiders", "codium", "vscodium", "cursor"], LineForm::Goto, Some("--wait")),
    (&["kate"], LineForm::Line, Some("--block")),
    (&["gedit"], LineForm::Plus, Some("--wait")),
    (&["gnome-text-editor"], LineForm::Plus, Some("--standalone")),
    (
        &["idea", "pycharm", "clion", "rustrover", "webstorm", "goland", "phpstorm", "rider", "rubymine"],
        LineForm::Line,
        Some("--wait"),
    ),
    (&["mate"], LineForm::Short, Some("-w")),
    (&["notepad++"], LineForm::Number, Some("-multiInst")),
];

/// What stands in where no variable names an editor, the first that is there.
const USUAL: [&str; 3] = if cfg!(windows) { ["vim", "nano", "notepad"] } else { ["vi", "vim", "nano"] };

/// An editor, and what is to be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editing {
    /// The command, with the file and the line.
    pub command: Program,
    /// Whether it opens at the line; an unknown editor is given the file alone.
    pub at_line: bool,
    /// Whether it has a window of its own.
    in_window: bool,
}

impl Desktop {
    /// The editor that `$VISUAL` names, else `$EDITOR`, else one that systems have, on this line (from 1) of the file.
    ///
    /// # Errors
    /// Why there is none, with what to do.
    pub fn editor(&self, file: &Path, line: usize) -> Result<Editing, String> {
        // A name that begins with a hyphen would be an option.
        let file = &std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let environment = self.environment();
        for variable in ["VISUAL", "EDITOR"] {
            if let Some(text) = environment.get(variable) {
                let program = Program::from_shell(text).map_err(|reason| format!("${variable}: {reason}"))?;
                if let Err(reason) = program.process(environment) {
                    return Err(format!("{reason}, which ${variable} names; name your editor there"));
                }
                return Ok(program.editing(file, line));
            }
        }
        let there = |name: &&&str| environment.find(name).is_some();
        let usual = USUAL.iter().find(there).ok_or("no editor is known; name yours in $VISUAL or $EDITOR")?;
        Ok(Program::of([*usual]).editing(file, line))
    }
}

impl Program {
    /// The words of a command as a command shell splits them (POSIX.1-2024, Shell Command Language, 2.2 Quoting); nothing is
    /// expanded. On Windows a backslash parts folders.
    ///
    /// # Errors
    /// When a quotation mark is not closed, or there is no word.
    fn from_shell(text: &str) -> Result<Self, String> {
        if cfg!(windows) {
            return Self::try_from(text.to_owned());
        }
        let mut words: Vec<String> = Vec::new();
        let (mut word, mut quote): (Option<String>, Option<char>) = (None, None);
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match (quote, c) {
                (Some(mark), c) if c == mark => quote = None,
                (None, '"' | '\'') => {
                    quote = Some(c);
                    word.get_or_insert_default();
                }
                (None, '\\') => word.get_or_insert_default().extend(rest.next()),
                (Some('"'), '\\') if rest.peek().is_some_and(|next| matches!(next, '"' | '\\' | '$' | '`')) => {
                    word.get_or_insert_default().extend(rest.next());
                }
                (None, c) if c.is_whitespace() => words.extend(word.take()),
                (_, c) => word.get_or_insert_default().push(c),
            }
        }
        if let Some(mark) = quote {
            return Err(format!("in “{text}” a {mark} is not closed"));
        }
        words.extend(word);
        if words.first().is_none_or(String::is_empty) {
            return Err("it names no program".to_owned());
        }
        Ok(Self::from_words(words.into_iter()))
    }

    /// This editor on a line of a file.
    fn editing(&self, file: &Path, line: usize) -> Editing {
        let name = self.name().to_lowercase();
        let name = name.strip_suffix(".exe").or(name.strip_suffix(".cmd")).unwrap_or(&name);
        // JetBrains install each product under one name for every width of the machine.
        let name = name.strip_suffix("64").unwrap_or(name);
        let known = EDITORS.iter().find(|(names, ..)| names.contains(&name));
        let file = file.to_string_lossy().into_owned();
        let mut words = self.words().to_vec();
        if let Some((_, _, Some(waits))) = known
            && !words[1..].iter().any(|word| word == waits || *waits == "--wait" && word == "-w")
        {
            words.push((*waits).to_owned());
        }
        match known.map(|(_, form, _)| form) {
            Some(LineForm::Plus) => words.extend([format!("+{line}"), file]),
            Some(LineForm::Colon) => words.push(format!("{file}:{line}")),
            Some(LineForm::Goto) => words.extend(["--goto".to_owned(), format!("{file}:{line}")]),
            Some(LineForm::Line) => words.extend(["--line".to_owned(), line.to_string(), file]),
            Some(LineForm::Short) => words.extend(["-l".to_owned(), line.to_string(), file]),
            Some(LineForm::Number) => words.extend([format!("-n{line}"), file]),
            None => words.push(file),
        }
        let in_window = known.is_some_and(|(_, _, waits)| waits.is_some());
        Editing { command: Self::from_words(words.into_iter()), at_line: known.is_some(), in_window }
    }
}

impl Editing {
    /// What is said while it has the file; nothing where it has the terminal, too.
    pub fn waiting(&self) -> Option<String> {
        self.in_window.then(|| format!("cadialog waits until {} has closed the file", self.command.name()))
    }

    /// What is said when it has ended, in words that go on: "back from vim".
    pub fn parting(&self, ended: &io::Result<ExitStatus>) -> String {
        let name = self.command.name();
        match ended {
            Ok(status) if status.success() => format!("back from {name}"),
            Ok(status) => status.code().map_or_else(
                || format!("{name} was ended by a signal{}", signal(*status)),
                |code| format!("{name} ended with code {code}"),
            ),
            Err(error) => format!("{name} cannot be started: {error}"),
        }
    }
}

/// The number of the signal that ended a program, with a blank before it.
#[cfg(unix)]
fn signal(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    status.signal().map_or_else(String::new, |number| format!(" ({number})"))
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> String {
    String::new()
}

#[cfg(all(test, unix))]
mod tests {
    use super::super::Environment;
    use super::*;

    fn words(editor: &str) -> Vec<String> {
        let program = Program::from_shell(editor).expect("a command");
        program.editing(Path::new("/p/events.json"), 42).command.words().to_vec()
    }

    #[test]
    fn every_editor_is_told_the_line_in_its_own_way() {
        for (editor, wanted) in [
            ("vi", "vi +42 /p/events.json"),
            ("/usr/bin/nvim -u NONE", "/usr/bin/nvim -u NONE +42 /p/events.json"),
            ("emacsclient -t", "emacsclient -t +42 /p/events.json"),
            ("nano", "nano +42 /p/events.json"),
            ("micro", "micro +42 /p/events.json"),
            ("kak", "kak +42 /p/events.json"),
            ("hx", "hx /p/events.json:42"),
            ("gvim", "gvim -f +42 /p/events.json"),
            ("zed", "zed --wait /p/events.json:42"),
            ("subl -w", "subl -w /p/events.json:42"),
            ("code", "code --wait --goto /p/events.json:42"),
            ("codium --wait", "codium --wait --goto /p/events.json:42"),
            ("kate", "kate --block --line 42 /p/events.json"),
            ("gedit", "gedit --wait +42 /p/events.json"),
            ("idea64", "idea64 --wait --line 42 /p/events.json"),
            ("mate", "mate -w -l 42 /p/events.json"),
            ("notepad++.exe", "notepad++.exe -multiInst -n42 /p/events.json"),
            ("my-editor --fast", "my-editor --fast /p/events.json"),
        ] {
            assert_eq!(words(editor).join(" "), wanted);
        }
    }

    #[test]
    fn a_variable_is_split_as_a_shell_splits_it() {
        for (text, wanted) in [
            ("'/opt/my ed/vim' -u NONE", &["/opt/my ed/vim", "-u", "NONE"][..]),
            ("/opt/my\\ ed/vim", &["/opt/my ed/vim"]),
            ("\"/opt/a \\\"b\\\" \\n\" ''", &["/opt/a \"b\" \\n", ""]),
            ("x '$HOME' $(y)", &["x", "$HOME", "$(y)"]),
            ("a\"b c\"'d e'f", &["ab cd ef"]),
        ] {
            assert_eq!(
                Program::from_shell(text).map(|program| program.words().to_vec()),
                Ok(wanted.iter().map(|w| (*w).to_owned()).collect())
            );
        }
        assert!(Program::from_shell("vim 'x").is_err_and(|reason| reason.contains("' is not closed")));
        assert!(Program::from_shell(" ").is_err());
    }

    #[test]
    fn visual_comes_before_editor_and_both_before_what_there_is() {
        let name = |variables: [(&'static str, &str); 3]| {
            let desktop = Desktop::new(None, None, Environment::with(variables));
            desktop.editor(Path::new("/f"), 1).map(|editing| editing.command.name().to_owned())
        };
        assert_eq!(name([("VISUAL", "sh -x"), ("EDITOR", "cat"), ("PATH", "/bin:/usr/bin")]), Ok("sh".to_owned()));
        assert_eq!(name([("TERM", "x"), ("EDITOR", "cat"), ("PATH", "/bin:/usr/bin")]), Ok("cat".to_owned()));
        let missing = name([("VISUAL", "no-such-editor"), ("EDITOR", "cat"), ("PATH", "/bin")]).expect_err("none");
        assert_eq!(missing, "there is no program “no-such-editor”, which $VISUAL names; name your editor there");
        let none = name([("TERM", "x"), ("DISPLAY", ":0"), ("PATH", "/nowhere")]).expect_err("none");
        assert_eq!(none, "no editor is known; name yours in $VISUAL or $EDITOR");
    }
}
