//! `keys`, `config` and `paths`: what applies on this machine.

use std::path::Path;

use super::answer::{KeyRow, Keys, PathRow, Paths};
use super::output::Style;
use super::table::Table;
use super::{CliError, ExitStatus, Output, json};
use crate::config::{self, Config};
use crate::export::OutputFormat;
use crate::keys::{ACTIONS, Group, Keymap};

/// The live key map: the defaults with the user's changes.
pub(super) fn keys(config: &Config, format: OutputFormat, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let map = Keymap::new(&config.keys).map_err(|error| CliError::Usage(error.to_string()))?;
    let row = |info: &crate::keys::ActionInfo| KeyRow {
        group: info.group.title().to_owned(),
        action: info.name.to_owned(),
        keys: map.keys(info.action).to_vec(),
        sentence: info.sentence.to_owned(),
    };
    let of_group = |group: Group| ACTIONS.iter().filter(move |info| info.group == group).map(row);
    let results: Vec<KeyRow> = Group::ALL.into_iter().flat_map(of_group).collect();
    match format {
        OutputFormat::Json => json::write(&Keys { schema: "cadialog.keys/1", results }, output)?,
        OutputFormat::Text => {
            let keys = |row: &KeyRow| row.keys.join("  ");
            let wide = |text: fn(&KeyRow) -> String| results.iter().map(|r| crate::text::width(&text(r))).max().unwrap_or(0);
            let (first, second) = (wide(|row| row.keys.join("  ")), wide(|row| row.action.clone()));
            let mut group = "";
            for row in &results {
                if row.group != group {
                    let gap = if group.is_empty() { "" } else { "\n" };
                    writeln!(output.out, "{gap}{}", output.styled(&row.group, Style::Strong))?;
                    group = &row.group;
                }
                let (keys, action) = (format!("{:<first$}", keys(row)), format!("{:<second$}", row.action));
                writeln!(output.out, "  {keys}  {}  {}", output.styled(&action, Style::Faint), row.sentence)?;
            }
        }
        _ => {
            let mut table = Table::new(&["group", "action", "keys", "sentence"], 4);
            table.rows = results.into_iter().map(|r| vec![r.group, r.action, r.keys.join("  "), r.sentence]).collect();
            table.print(format, output)?;
        }
    }
    Ok(ExitStatus::Fine)
}

/// The file with every setting, to be put where the remark on stderr says.
pub(super) fn config(
    named: Option<&Path>,
    read: Result<Config, CliError>,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    write!(output.out, "{}", config::TEMPLATE)?;
    let path = named.map(Path::to_owned).or_else(config::usual_path);
    if let Some(path) = path {
        let there = path.symlink_metadata().is_ok();
        let state = if there { "which is there and applies" } else { "which is not there, so that the defaults apply" };
        output.note(&format!("cadialog reads {}, {state}", path.display()))?;
        if there {
            read?;
        }
    }
    Ok(ExitStatus::Fine)
}

/// Which files and variables apply.
pub(super) fn paths(named: Option<&Path>, format: OutputFormat, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let mut results = Vec::new();
    let path = named.map(Path::to_owned).or_else(config::usual_path);
    let value = path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let state = match path {
        Some(path) if path.exists() => "in use",
        Some(path) if path.is_symlink() => "dangling",
        _ => "not there",
    };
    results.push(PathRow { name: "configuration".to_owned(), value, state: state.to_owned() });
    let path = config::packs_path();
    let value = path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let state = if path.is_some_and(|path| path.is_dir()) { "in use" } else { "not there" };
    results.push(PathRow { name: "packs".to_owned(), value, state: state.to_owned() });
    let path = config::cache_directory();
    let value = path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let state = if path.is_some_and(|path| path.is_dir()) { "in use" } else { "not there" };
    results.push(PathRow { name: "indexes".to_owned(), value, state: state.to_owned() });
    for name in ["CADIALOG_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "NO_COLOR", "CLICOLOR_FORCE", "TERM"] {
        let value = std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()).unwrap_or_default();
        let state = if value.is_empty() { "not set" } else { "set" };
        results.push(PathRow { name: name.to_owned(), value, state: state.to_owned() });
    }
    for row in &mut results {
        row.value = crate::text::clean(&row.value).into_owned();
    }
    if format == OutputFormat::Json {
        json::write(&Paths { schema: "cadialog.paths/1", results }, output)?;
        return Ok(ExitStatus::Fine);
    }
    if format == OutputFormat::Text {
        // Paths are for copying, and are not wrapped.
        for row in results {
            writeln!(output.out, "{:<16} {:<10} {}", row.name, row.state, row.value)?;
        }
        return Ok(ExitStatus::Fine);
    }
    let mut table = Table::new(&["name", "value", "state"], 3);
    table.rows = results.into_iter().map(|row| vec![row.name, row.value, row.state]).collect();
    table.print(format, output)?;
    Ok(ExitStatus::Fine)
}
