//! Commands as words, without a command shell: read from a setting, looked for in `PATH`, run for a limited time.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Program {
    words: Vec<String>,
}

impl TryFrom<String> for Program {
    type Error = String;

    /// Splits at blanks; what stands in quotation marks, single or double, is one word.
    fn try_from(text: String) -> Result<Self, String> {
        let mut words: Vec<String> = Vec::new();
        let (mut word, mut quote): (Option<String>, Option<char>) = (None, None);
        for c in text.chars() {
            match (quote, c) {
                (Some(mark), c) if c == mark => quote = None,
                (None, '"' | '\'') => {
                    quote = Some(c);
                    word.get_or_insert_default();
                }
                (None, c) if c.is_whitespace() => words.extend(word.take()),
                (_, c) => word.get_or_insert_default().push(c),
            }
        }
        if let Some(mark) = quote {
            return Err(format!("in the command “{text}” a {mark} is not closed"));
        }
        words.extend(word);
        if words.first().is_none_or(String::is_empty) {
            return Err("a command is missing; leave the setting out, or name a program".to_owned());
        }
        Ok(Self { words })
    }
}

impl Program {
    /// A command of these words, of which the first is the program.
    pub(super) fn of<const N: usize>(words: [&str; N]) -> Self {
        Self { words: words.map(str::to_owned).to_vec() }
    }

    /// A command of these words.
    pub(super) fn from_words(words: impl Iterator<Item = String>) -> Self {
        Self { words: words.collect() }
    }

    /// The program and its arguments.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// The program's name, without its folder.
    pub fn name(&self) -> &str {
        let program = self.words.first().map_or("", String::as_str);
        Path::new(program).file_name().and_then(|name| name.to_str()).unwrap_or(program)
    }

    /// This command on an address: in place of every `%s`, or else as the last word.
    pub(super) fn on(&self, address: &str) -> Self {
        let mut words: Vec<String> = self.words.iter().map(|word| word.replace("%s", address)).collect();
        if words == self.words {
            words.push(address.to_owned());
        }
        Self { words }
    }

    /// The process to start; none when there is no such program.
    ///
    /// # Errors
    /// The reason, in words that go on a sentence: "there is no program “w3n”".
    pub fn process(&self, environment: &Environment) -> Result<std::process::Command, String> {
        let Some((program, arguments)) = self.words.split_first() else { return Err("it names no program".to_owned()) };
        let path = environment.find(program).ok_or_else(|| format!("there is no program “{program}”"))?;
        let mut process = std::process::Command::new(path);
        process.args(arguments);
        Ok(process)
    }

    /// Starts the command apart from the terminal, with `input` for it to read.
    pub(super) fn start(&self, environment: &Environment, input: Option<Vec<u8>>) -> Result<Child, String> {
        let mut process = self.process(environment)?;
        process.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() }).stdout(Stdio::null()).stderr(Stdio::null());
        // Ctrl-C in this terminal is not meant for it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut process, 0);
        let mut child = process.spawn().map_err(|error| format!("{} cannot be started: {error}", self.name()))?;
        if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
            // A program that reads nothing must not keep the one who writes.
            std::thread::spawn(move || stdin.write_all(&input));
        }
        Ok(child)
    }
}

/// How often a program is looked after.
const POLL: Duration = Duration::from_millis(5);

/// Waits for the end of `child`, at most for `limit`. None if it goes on.
///
/// # Errors
/// When it ends without success: "it ended with code 1".
pub(super) fn wait(child: &mut Child, limit: Duration) -> Result<Option<()>, String> {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(Some(())),
            Ok(Some(status)) => {
                return Err(status.code().map_or_else(|| "it was ended".to_owned(), |code| format!("it ended with code {code}")));
            }
            Ok(None) if begun.elapsed() >= limit => return Ok(None),
            Ok(None) => std::thread::sleep(POLL),
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// The variables that say where the program runs and what there is.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    variables: BTreeMap<&'static str, String>,
}

impl Environment {
    /// The variables that are looked at.
    const NAMES: [&str; 11] = [
        "PATH",
        "BROWSER",
        "VISUAL",
        "EDITOR",
        "WAYLAND_DISPLAY",
        "DISPLAY",
        "TMUX",
        "STY",
        "TERM",
        "WSL_DISTRO_NAME",
        "PATHEXT",
    ];

    /// The environment of this process.
    pub fn of_process() -> Self {
        let set = |name: &'static str| Some((name, std::env::var(name).ok().filter(|value| !value.is_empty())?));
        Self { variables: Self::NAMES.into_iter().filter_map(set).collect() }
    }

    /// The value of a variable that is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// Whether a variable is set and not empty.
    pub fn has(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }

    /// Where a program lies: a path is taken as it is, a name is looked for in `PATH`, never in the present directory. On Windows
    /// either may lack its ending.
    pub fn find(&self, program: &str) -> Option<PathBuf> {
        let names = if cfg!(windows) { self.with_endings(program) } else { vec![program.to_owned()] };
        if program.contains(std::path::is_separator) {
            return names.into_iter().map(PathBuf::from).find(|path| is_program(path));
        }
        let folders = std::env::split_paths(self.get("PATH").unwrap_or_default()).filter(|folder| folder.is_absolute());
        folders
            .flat_map(|folder| names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>())
            .find(|path| is_program(path))
    }

    /// The names that a file with this program can have on Windows, where a file without an ending cannot be run: beside a
    /// `code.cmd` there lies a `code` for other systems.
    fn with_endings(&self, program: &str) -> Vec<String> {
        let can_run = |end: &str| RUN_ON_WINDOWS.iter().any(|known| known.eq_ignore_ascii_case(end));
        if Path::new(program).extension().and_then(|end| end.to_str()).is_some_and(can_run) {
            return vec![program.to_owned()];
        }
        let usual = || RUN_ON_WINDOWS.map(str::to_owned).to_vec();
        let ends = self.get("PATHEXT").map_or_else(usual, |ends| {
            ends.split(';').map(|end| end.trim_start_matches('.').to_owned()).filter(|end| can_run(end)).collect()
        });
        ends.iter().map(|end| format!("{program}.{end}")).collect()
    }
}

/// Endings of files that Windows can run by itself, in the order in which it looks for them.
const RUN_ON_WINDOWS: [&str; 4] = ["com", "exe", "bat", "cmd"];

/// Whether a file can be run.
fn is_program(path: &Path) -> bool {
    let Ok(known) = path.metadata() else { return false };
    #[cfg(unix)]
    let runs = std::os::unix::fs::PermissionsExt::mode(&known.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let runs = true;
    known.is_file() && runs
}

#[cfg(test)]
impl Environment {
    /// Variables as a test has them.
    pub fn with<const N: usize>(variables: [(&'static str, &str); N]) -> Self {
        Self { variables: variables.into_iter().map(|(name, value)| (name, value.to_owned())).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Result<Vec<String>, String> {
        Program::try_from(text.to_owned()).map(|command| command.words)
    }

    #[test]
    fn a_command_is_split_as_people_write_it() {
        assert_eq!(words("xclip -selection clipboard"), Ok(vec!["xclip".into(), "-selection".into(), "clipboard".into()]));
        assert_eq!(words(" 'my tool'  \"a b\"c '' "), Ok(vec!["my tool".into(), "a bc".into(), String::new()]));
        assert!(words("tool 'open").is_err_and(|reason| reason.contains("' is not closed")));
        assert!(words("  ").is_err() && words("''").is_err());
    }

    #[test]
    fn an_address_takes_its_place_and_is_one_word() {
        let on = |text: &str| Program::try_from(text.to_owned()).expect("a command").on("https://e.org/a b;c").words;
        assert_eq!(on("w3m"), ["w3m", "https://e.org/a b;c"]);
        assert_eq!(on("open --url=%s --new"), ["open", "--url=https://e.org/a b;c", "--new"]);
    }

    #[test]
    fn windows_looks_for_endings_that_it_can_run() {
        let with = |ends| Environment::with([("PATHEXT", ends)]).with_endings("code");
        assert_eq!(with(".COM;.EXE;.VBS;.CMD"), ["code.COM", "code.EXE", "code.CMD"]);
        assert_eq!(
            Environment::default().with_endings(r"C:\x\vim"),
            [r"C:\x\vim.com", r"C:\x\vim.exe", r"C:\x\vim.bat", r"C:\x\vim.cmd"]
        );
        assert_eq!(Environment::default().with_endings("Vim.EXE"), ["Vim.EXE"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_is_found_by_its_name_and_a_missing_one_is_not() {
        let environment = Environment::with([("PATH", "/nowhere:/bin:/usr/bin")]);
        assert!(environment.find("sh").is_some_and(|path| path.ends_with("sh")));
        assert!(environment.find("no-such-program").is_none() && environment.find("/bin/no-such-program").is_none());
        assert!(Environment::with([("PATH", ".")]).find("Cargo.toml").is_none());
    }
}
