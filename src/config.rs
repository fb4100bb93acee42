//! The configuration file: where it lies and what it may say. The one file that asks the platform for its directories.

mod themes;

pub use themes::{Colour, OwnTheme, ThemeChoice, ThemeName, ThemeParser};

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::Deserialize;

use crate::desktop::Program;
use crate::file;

/// The file with every setting at its default, commented.
pub const TEMPLATE: &str = include_str!("../assets/config.toml");

/// What the file may say; what it leaves out keeps its default.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Colours.
    pub theme: ThemeChoice,
    /// Themes of the reader's own, by name.
    pub themes: std::collections::BTreeMap<String, OwnTheme>,
    /// Draw and print with ASCII characters only; unset, where the environment asks for it.
    pub ascii: Option<bool>,
    /// Cells that the terminal gives characters of ambiguous width.
    #[serde(rename = "ambiguous-width")]
    pub ambiguous_width: AmbiguousWidth,
    /// Take clicks and the wheel from the start.
    pub mouse: bool,
    /// The program that takes a text for the clipboard on its standard input, before those that are known.
    pub clipboard: Option<Program>,
    /// The web browser, after those of `$BROWSER`; `%s` stands for the address.
    pub browser: Option<Program>,
    /// Names in `en`, `ja` or `ru`.
    pub lang: crate::record::Language,
    /// Packs to read at every start; once read from a file, relative ones begin at the file's folder, `~` at the home directory.
    pub data: Vec<PathBuf>,
    /// Keys by action: `quit = ["q", "C-q"]`. The defaults of an action named here no longer apply.
    pub keys: std::collections::BTreeMap<String, Vec<String>>,
}

/// Cells of a character that is narrow among Latin letters and wide among East Asian ones (Unicode Standard Annex 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, clap::ValueEnum)]
#[serde(try_from = "i64")]
#[allow(missing_docs)]
pub enum AmbiguousWidth {
    #[default]
    #[value(name = "1")]
    One,
    #[value(name = "2")]
    Two,
}

impl TryFrom<i64> for AmbiguousWidth {
    type Error = String;

    fn try_from(cells: i64) -> Result<Self, String> {
        match cells {
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            _ => Err(format!("characters of ambiguous width take 1 or 2 cells, not {cells}")),
        }
    }
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {reason}; correct it, or name another file with --config")]
#[allow(missing_docs)]
pub struct ConfigError {
    pub path: PathBuf,
    pub reason: String,
}

impl Config {
    /// Reads `named`, or else the platform's own file if there is one.
    ///
    /// # Errors
    /// When the named file is missing, or either is not understood.
    pub fn read(named: Option<&Path>) -> Result<Self, ConfigError> {
        let path = match named {
            Some(path) => path.to_owned(),
            None => match usual_path().filter(|path| is_there(path)) {
                Some(path) => path,
                None => return Ok(Self::default()),
            },
        };
        let unreadable = |reason: String| ConfigError { path: path.clone(), reason };
        let bytes = bytes(&path, named.is_some()).map_err(unreadable)?;
        let text = str::from_utf8(file::without_mark(&bytes))
            .map_err(|e| unreadable(format!("it is not UTF-8 at byte {}; save it as UTF-8 text", e.valid_up_to())))?;
        let fault = |error: &toml::de::Error, key: String| {
            let line = error.span().map_or(0, |span| text[..span.start].matches('\n').count() + 1);
            // What is no TOML has no key; where it begins shows which line it is.
            let begun = || text.lines().nth(line.saturating_sub(1)).map(|line| line.chars().take(80).collect());
            let at = if key.is_empty() { begun().unwrap_or_default() } else { key };
            unreadable(format!("line {line}: {at}: {}", error.message()))
        };
        let parsed = toml::Deserializer::parse(text).map_err(|e| fault(&e, String::new()))?;
        let mut config: Self = serde_path_to_error::deserialize(parsed).map_err(|e| fault(e.inner(), e.path().to_string()))?;
        if let Some((name, reason)) = themes::fault(&config.theme, &config.themes) {
            let line = text.lines().position(|line| line.contains(&name)).map_or(0, |above| above + 1);
            return Err(unreadable(format!("line {line}: {reason}")));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        for pack in &mut config.data {
            *pack = folder.join(file::at_home(pack));
        }
        Ok(config)
    }

    /// The theme that `choice` names: a built-in one, and what one of the reader's own changes in it.
    ///
    /// # Errors
    /// When there is none of that name; the message names those there are.
    pub fn theme_called(&self, choice: &ThemeChoice) -> Result<(ThemeName, Option<&OwnTheme>), String> {
        match choice {
            ThemeChoice::BuiltIn(name) => Ok((*name, None)),
            ThemeChoice::Own(name) => match self.themes.get(name) {
                Some(own) => Ok((own.base, Some(own))),
                None => Err(themes::unknown(name, &self.themes)),
            },
        }
    }
}

/// Whether somebody meant a file by this: so does a link that leads nowhere, and what may not be looked at may be one.
fn is_there(path: &Path) -> bool {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    !path.symlink_metadata().is_err_and(|error| matches!(error.kind(), NotFound | NotADirectory))
}

/// Larger than any configuration that a person writes.
const BYTES: u64 = 1 << 20;

/// What the file holds. One that the call names may be a pipe, too, or whatever else comes to an end; the usual one is a
/// regular file.
fn bytes(path: &Path, named: bool) -> Result<Vec<u8>, String> {
    let is_odd = std::fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir());
    let opened = if named && is_odd {
        let open = std::fs::File::open(path);
        let is_terminal = open.as_ref().is_ok_and(|open| open.is_terminal());
        if is_terminal { Err(std::io::Error::other("it is a terminal, not a file")) } else { open }
    } else {
        file::open(path, std::fs::OpenOptions::new().read(true))
    };
    opened.and_then(|open| file::read(open, BYTES)).map_err(|error| error.to_string())
}

/// Where the configuration lies: `$XDG_CONFIG_HOME/cadialog` on every system, else the platform's own place.
pub fn usual_path() -> Option<PathBuf> {
    Some(folder("XDG_CONFIG_HOME", ProjectDirs::config_dir)?.join("config.toml"))
}

/// Where the packs lie that are read at every start: `$XDG_DATA_HOME/cadialog/packs` on every system, else a folder in the
/// platform's own place for data. It need not be there.
pub fn packs_path() -> Option<PathBuf> {
    Some(data_directory()?.join("packs"))
}

/// The program's folder in the place that `variable` names; a relative path there is passed over, as the XDG rules ask.
fn folder(variable: &str, usual: fn(&ProjectDirs) -> &Path) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = named.map(|home| home.join("cadialog"));
    folder.or_else(|| ProjectDirs::from("", "", "cadialog").map(|dirs| usual(&dirs).to_owned()))
}

/// Where what the reader keeps lies: `$XDG_DATA_HOME/cadialog` on every system, else the platform's own place.
pub fn data_directory() -> Option<PathBuf> {
    folder("XDG_DATA_HOME", ProjectDirs::data_dir)
}

/// Which program this is: its version, and the length and time of its file, so that another build does not take what is kept
/// for its own.
pub fn program() -> String {
    let data = std::env::current_exe().and_then(std::fs::metadata).ok();
    let since = |data: &std::fs::Metadata| data.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok();
    let (length, changed) = data.map(|data| (data.len(), since(&data).unwrap_or_default().as_nanos())).unwrap_or_default();
    format!("{} {length} {changed}", env!("CARGO_PKG_VERSION"))
}

/// Where indexes are kept, which can be made again: `$XDG_CACHE_HOME/cadialog` on every system, else the platform's own place.
pub fn cache_directory() -> Option<PathBuf> {
    folder("XDG_CACHE_HOME", ProjectDirs::cache_dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_the_default() {
        assert_eq!(toml::from_str::<Config>(TEMPLATE).expect("template"), Config::default());
        let uncommented: String =
            TEMPLATE.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line).to_owned() + "\n").collect();
        toml::from_str::<Config>(&uncommented).expect("every setting in the template is one");
    }
}
