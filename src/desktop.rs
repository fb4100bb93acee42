//! Programs of the reader's desktop that the shells call: those that take a text for the clipboard, web browsers, and text editors.
//! Nothing here waits for ever, and no program is handed to a command shell.

mod away;
mod browser;
mod clipboard;
mod editor;
mod program;

#[cfg(unix)]
pub use away::halt;
pub use away::{attend, is_away};
pub use browser::{Browser, Unopened};
pub use editor::Editing;
pub use program::{Environment, Program};

/// What the configuration names, and where the program runs.
#[derive(Debug, Clone, Default)]
pub struct Desktop {
    clipboard: Option<Program>,
    browser: Option<Program>,
    environment: Environment,
}

impl Desktop {
    /// The desktop of `environment`, with the commands that the configuration names.
    pub fn new(clipboard: Option<Program>, browser: Option<Program>, environment: Environment) -> Self {
        Self { clipboard, browser, environment }
    }

    /// The environment in which the program runs.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }
}
