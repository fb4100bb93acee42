//! Programs that take a text for the clipboard.

use std::time::Duration;

use super::program::wait;
use super::{Desktop, Environment, Program};

/// How long one of them may take; those that keep the text for others go on behind it.
const LIMIT: Duration = Duration::from_secs(2);

impl Desktop {
    /// The programs to try, in order: the one of the configuration, those of the graphical desktop, tmux.
    fn clipboards(&self) -> Vec<Program> {
        let known = [
            ("WAYLAND_DISPLAY", Program::of(["wl-copy"])),
            ("DISPLAY", Program::of(["xclip", "-selection", "clipboard"])),
            ("DISPLAY", Program::of(["xsel", "--clipboard", "--input"])),
            ("PATH", Program::of(["pbcopy"])),
            ("WSL_DISTRO_NAME", Program::of(["clip.exe"])),
            // Which only Windows itself has.
            ("PATHEXT", Program::of(["clip.exe"])),
            // `-w` hands the buffer on to the terminal around tmux, as far as `set-clipboard` allows (since tmux 3.2).
            ("TMUX", Program::of(["tmux", "load-buffer", "-w", "-"])),
        ];
        let here = |(variable, command): (&str, Program)| {
            let there = self.environment.has(variable) && self.environment.find(&command.words()[0]).is_some();
            there.then_some(command)
        };
        self.clipboard.iter().cloned().chain(known.into_iter().filter_map(here)).collect()
    }

    /// Whether there is a program to try.
    pub fn has_clipboard(&self) -> bool {
        !self.clipboards().is_empty()
    }

    /// Gives `text` to the first program that takes it, at most two seconds each; its name, if one did, and what was
    /// wrong with those tried before it.
    pub fn copy(&self, text: &str) -> (Option<String>, Vec<String>) {
        let mut faults = Vec::new();
        for command in self.clipboards() {
            match give(&command, text, &self.environment) {
                Ok(()) => return (Some(command.name().to_owned()), faults),
                Err(reason) => faults.push(format!("{}: {reason}", command.name())),
            }
        }
        (None, faults)
    }
}

fn give(command: &Program, text: &str, environment: &Environment) -> Result<(), String> {
    // clip.exe takes bytes for those of the console's code page, unless they are UTF-16.
    let utf16 = command.name() == "clip.exe" && !text.is_ascii();
    let input = if utf16 { text.encode_utf16().flat_map(u16::to_le_bytes).collect() } else { text.as_bytes().to_vec() };
    let mut child = command.start(environment, Some(input))?;
    match wait(&mut child, LIMIT)? {
        Some(()) => Ok(()),
        None => {
            let _ = child.kill(); // it may have ended in this moment
            let _ = child.wait();
            Err(format!("it did not end within {} seconds", LIMIT.as_secs()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    fn folder(tools: &[(&str, &str)]) -> tempfile::TempDir {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a directory");
        for (name, script) in tools {
            let path = folder.path().join(name);
            std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("may be run");
        }
        folder
    }

    #[cfg(unix)]
    #[test]
    fn the_first_program_that_takes_the_text_is_named_and_the_others_are_told() {
        let tools = folder(&[("wl-copy", "exit 3"), ("xclip", "cat > \"$0.got\"; echo \"$@\" >> \"$0.got\"")]);
        let path = format!("{}:/bin:/usr/bin", tools.path().display());
        let variables = [("PATH", path.as_str()), ("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0")];
        let desktop = Desktop::new(None, None, Environment::with(variables));
        let (name, faults) = desktop.copy("水 and “energy”\n");
        assert_eq!((name.as_deref(), faults.as_slice()), (Some("xclip"), &["wl-copy: it ended with code 3".to_owned()][..]));
        let got = std::fs::read_to_string(tools.path().join("xclip.got")).expect("recorded");
        assert_eq!(got, "水 and “energy”\n-selection clipboard\n");
    }

    #[cfg(unix)]
    #[test]
    fn the_program_of_the_configuration_comes_first() {
        let tools = folder(&[("wl-copy", "exit 0"), ("mine", "cat > \"$0.got\"")]);
        let environment = Environment::with([("PATH", tools.path().to_str().expect("utf-8")), ("WAYLAND_DISPLAY", "w")]);
        let mine = Program::try_from("mine --now".to_owned()).expect("a command");
        assert_eq!(Desktop::new(Some(mine), None, environment).copy("a").0.as_deref(), Some("mine"));
    }

    #[test]
    fn without_any_there_is_none() {
        let desktop = Desktop::new(None, None, Environment::with([("PATH", "/nowhere"), ("DISPLAY", ":0"), ("TMUX", "x")]));
        assert!(!desktop.has_clipboard());
        assert_eq!(desktop.copy("a"), (None, Vec::new()));
    }
}
