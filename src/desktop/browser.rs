//! Web browsers: `$BROWSER`, the one of the configuration, the system's own opener.

use std::time::Duration;

use super::program::wait;
use super::{Desktop, Program};

/// Browsers that draw in the terminal, so that it must be theirs while they run.
const IN_TERMINAL: [&str; 9] = ["w3m", "lynx", "links", "links2", "elinks", "cha", "browsh", "carbonyl", "www-browser"];

/// How long an opener is looked after: xdg-open tells by its end whether there was anything to start.
const LIMIT: Duration = Duration::from_secs(4);

/// A browser on one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// The command, the address included.
    pub command: Program,
    /// Whether it draws in the terminal.
    pub in_terminal: bool,
    /// Whether the reader has named it; else it is one of those that systems have, of which most are missing.
    named: bool,
}

/// Why no browser opened an address: a reason for each that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unopened(pub Vec<String>);

impl Desktop {
    /// The browsers to try on `address`, in order: those of `$BROWSER` (divided by colons, on Windows by semicolons, each
    /// with `%s` for the address, or the address behind it), the one of the configuration, the system's opener.
    pub fn browsers(&self, address: &str) -> Vec<Browser> {
        let divider = if cfg!(windows) { ';' } else { ':' };
        let named = self.environment.get("BROWSER").unwrap_or_default().split(divider);
        // "firefox &" is written for a command shell; here nothing waits for a browser anyway.
        let named = named.filter_map(|text| Program::try_from(text.trim_end().trim_end_matches('&').to_owned()).ok());
        let own = named.chain(self.browser.clone()).map(|command| Browser {
            in_terminal: IN_TERMINAL.contains(&command.name().trim_end_matches(".exe")),
            command: command.on(address),
            named: true,
        });
        own.chain(system(address)).collect()
    }

    /// Starts the first of `browsers` that has a window of its own and can be started; it goes on by itself.
    ///
    /// # Errors
    /// When none can; those in the terminal are passed over.
    pub fn open(&self, browsers: &[Browser], address: &str) -> Result<(), Unopened> {
        let mut faults = Vec::new();
        for browser in browsers.iter().filter(|browser| !browser.in_terminal && (browser.named || self.has(browser))) {
            let command = &browser.command;
            let tried = command.start(&self.environment, None).and_then(|mut child| {
                if wait(&mut child, LIMIT)?.is_none() {
                    std::thread::spawn(move || child.wait()); // so that nothing stays of it when it ends
                }
                Ok(())
            });
            match tried {
                Ok(()) => return Ok(()),
                Err(reason) if reason.starts_with("it ") => faults.push(format!("{}: {reason}", command.name())),
                Err(reason) => faults.push(reason),
            }
        }
        if cfg!(windows) {
            return open::that_detached(address).map_err(|error| Unopened(vec![error.to_string()]));
        }
        if !browsers.iter().any(|browser| !browser.named && self.has(browser)) {
            faults.push("the system has no opener".to_owned());
        }
        Err(Unopened(faults))
    }

    /// Whether the program of `browser` is there.
    pub fn has(&self, browser: &Browser) -> bool {
        browser.command.process(&self.environment).is_ok()
    }
}

/// What the system itself opens addresses with. On Windows that is no plain list of words.
fn system(address: &str) -> impl Iterator<Item = Browser> {
    let commands = if cfg!(windows) { Vec::new() } else { open::commands(address) };
    commands.into_iter().map(|command| {
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        let command = Program::from_words(words.map(|word| word.to_string_lossy().into_owned()));
        Browser { command, in_terminal: false, named: false }
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::super::Environment;
    use super::*;

    #[test]
    fn the_variable_is_a_list_that_comes_before_the_setting() {
        let environment = Environment::with([("BROWSER", "w3m:/opt/my-browser --at=%s &::'bad")]);
        let own = Program::try_from("surf".to_owned()).expect("a command");
        let browsers = Desktop::new(None, Some(own), environment).browsers("https://e.org/a");
        let words: Vec<(String, bool)> = browsers.iter().take(3).map(|b| (b.command.words().join(" "), b.in_terminal)).collect();
        let wanted =
            [("w3m https://e.org/a", true), ("/opt/my-browser --at=https://e.org/a", false), ("surf https://e.org/a", false)];
        assert_eq!(words, wanted.map(|(words, own)| (words.to_owned(), own)));
    }

    // Where there is an opener in any case, it would open the address.
    #[cfg(not(target_os = "macos"))]
    #[test]
    fn what_is_not_there_is_told() {
        let environment = Environment::with([("BROWSER", "no-such-browser"), ("PATH", "/nowhere")]);
        let desktop = Desktop::new(None, None, environment);
        let Unopened(faults) =
            desktop.open(&desktop.browsers("https://e.org/"), "https://e.org/").expect_err("nothing can be started");
        assert_eq!(faults, ["there is no program “no-such-browser”", "the system has no opener"]);
    }
}
