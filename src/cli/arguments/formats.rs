//! The words that options take.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{ColorChoice, ValueEnum};

use crate::archive::Archive;
use crate::export::{Content, OutputFormat};
use crate::view::Facet;

/// Paths, by the same rule as in the configuration: a shell leaves the `~` of `--data=~/x` as it is.
pub(super) fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(|path| crate::file::at_home(Path::new(&path)))
}

/// Formats that `content` can be written in.
pub(super) fn format(content: Content) -> impl TypedValueParser<Value = OutputFormat> {
    let known = OutputFormat::value_variants().iter().filter(move |format| format.supports(content));
    PossibleValuesParser::new(known.filter_map(ValueEnum::to_possible_value))
        .try_map(|name| <OutputFormat as ValueEnum>::from_str(&name, false))
}

/// The name of a word that an option takes.
pub(in crate::cli) fn name_of(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl From<OutputFormat> for Printed {
    fn from(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Text => Self::Text,
            OutputFormat::Csv | OutputFormat::Tsv => Self::Separated,
            _ => Self::Data,
        }
    }
}

/// Whether to colour what is printed, on a terminal or not, after `NO_COLOR`, `CLICOLOR_FORCE` and `TERM=dumb`.
pub fn is_colored(asked: ColorChoice, terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    match asked {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if set("NO_COLOR").is_some() => false,
        ColorChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColorChoice::Auto => terminal && set("TERM").is_some_and(|term| term != "dumb"),
    }
}

/// Shells that completions are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
    Nushell,
}

/// What records are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SortKey {
    Date,
    Title,
    Type,
    Id,
    Rank,
}

/// An order, perhaps backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortOrder {
    /// By what.
    pub key: SortKey,
    /// Whether the last comes first.
    pub backwards: bool,
}

impl FromStr for SortOrder {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (backwards, name) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let key = match name {
            "date" => SortKey::Date,
            "title" | "name" => SortKey::Title,
            "type" => SortKey::Type,
            "id" => SortKey::Id,
            "rank" => SortKey::Rank,
            _ => return Err("write date, title, type, id or rank, with - before it for backwards".to_owned()),
        };
        Ok(Self { key, backwards })
    }
}

/// What the rows of a table of numbers are, and its columns; without columns each type of records has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By(String);

impl FromStr for By {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl By {
    /// The facets of an archive that are meant: that of the rows, and that of the columns if there is one.
    ///
    /// # Errors
    /// What may be written.
    pub fn facets(&self, archive: &Archive) -> Result<(Facet, Option<Facet>), String> {
        let facet = |name: &str| Facet::named(name.trim(), archive);
        let (rows, columns) = self.0.split_once(',').map_or((self.0.as_str(), None), |(rows, columns)| (rows, Some(columns)));
        match (facet(rows), columns.map(facet)) {
            (Some(rows), None) => Ok((rows, None)),
            (Some(rows), Some(Some(columns))) if columns != rows => Ok((rows, Some(columns))),
            _ => {
                let own = Facet::of(archive).into_iter().filter(|facet| matches!(facet, Facet::Own(_)));
                let known: Vec<String> = Facet::value_variants().iter().copied().chain(own).map(Facet::name).collect();
                let given = crate::text::quote(&self.0);
                Err(format!("{given}: write {}, or two of them with a comma: topic,year", crate::text::join_or(&known)))
            }
        }
    }
}

/// What a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// Text for people.
    Text,
    /// Cells with commas or tabs between them.
    Separated,
    /// What other programs read.
    Data,
}
