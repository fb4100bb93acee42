//! Finders beside which cadialog is measured, where they are installed.

use super::PROGRAM;

/// A program that looks for words.
pub struct Peer {
    pub name: &'static str,
    /// The command that opens the lines of `$FILE` in a terminal.
    pub browse: String,
    /// The command that searches them once for `$WORD`.
    pub search: String,
}

/// Whether a program is on the path.
pub fn is_installed(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

/// cadialog, and the finders that are installed.
pub fn peers() -> Vec<Peer> {
    let mut peers = vec![Peer {
        name: "cadialog",
        browse: format!("exec {PROGRAM} --data \"$FILE\""),
        search: format!("exec {PROGRAM} --data \"$FILE\" search $WORD --limit 100"),
    }];
    let finders = [("fzf", "fzf", ""), ("sk", "sk", ""), ("sk, frizbee", "sk", "--algo frizbee")];
    for (name, program, options) in finders.into_iter().filter(|(_, program, _)| is_installed(program)) {
        peers.push(Peer {
            name,
            browse: format!("exec {program} {options} < \"$FILE\""),
            search: format!("exec {program} {options} --filter \"$WORD\" < \"$FILE\""),
        });
    }
    peers
}
