//! The configuration file: where it lies and what it may say. The one file that asks the platform for its directories.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::Deserialize;

/// The file with every setting at its default, commented.
pub const TEMPLATE: &str = include_str!("../assets/config.toml");

/// Names of the themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ThemeName {
    #[default]
    Auto,
    Dark,
    Light,
    Mono,
}

/// What the file may say; what it leaves out keeps its default.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Colours.
    pub theme: ThemeName,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// Names in `en`, `ja` or `ru`.
    pub lang: crate::record::Language,
    /// Packs to read at every start; once read from a file, relative ones begin at the file's folder.
    pub data: Vec<PathBuf>,
    /// Keys by action: `quit = ["q", "C-q"]`. The defaults of an action named here no longer apply.
    pub keys: std::collections::BTreeMap<String, Vec<String>>,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ConfigError {
    #[error("{path}: {reason}; correct it, or name another file with --config")]
    Unreadable { path: PathBuf, reason: String },
}

impl Config {
    /// Reads `named`, or else the platform's own file if there is one.
    ///
    /// # Errors
    /// When the named file is missing, or either is not understood.
    pub fn read(named: Option<&Path>) -> Result<Self, ConfigError> {
        let path = match named {
            Some(path) => path.to_owned(),
            None => match usual_path().filter(|path| path.exists()) {
                Some(path) => path,
                None => return Ok(Self::default()),
            },
        };
        let unreadable = |reason: String| ConfigError::Unreadable { path: path.clone(), reason };
        let text = std::fs::read_to_string(&path).map_err(|e| unreadable(e.to_string()))?;
        let mut config: Self = toml::from_str(&text).map_err(|e| unreadable(e.to_string().trim_end().to_owned()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for pack in &mut config.data {
            *pack = folder.join(&*pack);
        }
        Ok(config)
    }
}

/// Where the configuration lies: `$XDG_CONFIG_HOME/cadialog` on every system, else the platform's own place.
pub fn usual_path() -> Option<PathBuf> {
    Some(folder("XDG_CONFIG_HOME", ProjectDirs::config_dir)?.join("config.toml"))
}

/// Where the packs lie that are read at every start: `$XDG_DATA_HOME/cadialog/packs` on every system, else a folder in the
/// platform's own place for data. It need not be there.
pub fn packs_path() -> Option<PathBuf> {
    Some(folder("XDG_DATA_HOME", ProjectDirs::data_dir)?.join("packs"))
}

/// The program's folder in the place that `variable` names; a relative path there is passed over, as the XDG rules ask.
fn folder(variable: &str, usual: fn(&ProjectDirs) -> &Path) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = named.map(|home| home.join("cadialog"));
    folder.or_else(|| ProjectDirs::from("", "", "cadialog").map(|dirs| usual(&dirs).to_owned()))
}

/// Where what the reader keeps lies: `$XDG_DATA_HOME/cadialog` on every system, else the platform's own place.
pub fn data_directory() -> Option<PathBuf> {
    let named = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = named.map(|home| home.join("cadialog"));
    folder.or_else(|| ProjectDirs::from("", "", "cadialog").map(|dirs| dirs.data_dir().to_owned()))
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
