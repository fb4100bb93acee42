//! The words of the call, and their help.

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::record::Language;

/// Browse the record of the "Central Asia plus Japan" Dialogue.
#[derive(Debug, Parser)]
#[command(
    name = "cadialog",
    version,
    about = "Browse the record of the “Central Asia plus Japan” Dialogue",
    long_about = "Browse the record of the “Central Asia plus Japan” Dialogue: events, quotes, topics, countries, people,\n\
        organisations, projects, documents and their sources.\n\n\
        Without a command the browser opens; ? in it shows the keys.",
    after_help = "Examples:\n  \
        cadialog                               open the browser\n  \
        cadialog -c KZ water                   open it on Kazakhstan, searching for water\n  \
        cadialog search tokyo dialogue         the same search, printed\n  \
        cadialog list events -c UZ             events that involve Uzbekistan, oldest first\n  \
        cadialog show td-13-2025               one record in full, with its sources",
    args_conflicts_with_subcommands = false,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(subcommand)]
    #[allow(missing_docs)]
    pub command: Option<Command>,
    /// Words to search for at once, in the browser
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub filters: Filters,
    /// Colours: auto, dark, light or mono
    #[arg(long, value_name = "THEME", global = true)]
    pub theme: Option<crate::config::ThemeName>,
    /// Names in English, Japanese or Russian
    #[arg(long, value_name = "LANG", global = true)]
    pub lang: Option<Lang>,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Read this configuration file instead of the usual one
    #[arg(long, value_name = "FILE", env = "CADIALOG_CONFIG", global = true)]
    pub config: Option<std::path::PathBuf>,
    /// Colour in printed text
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: Color,
}

/// What to start with.
#[derive(Debug, Args, Default)]
pub struct Filters {
    /// Only what involves these countries: codes or names, ca5 for the five, all6 with Japan
    #[arg(short, long, value_name = "COUNTRY", value_delimiter = ',', global = true)]
    pub country: Vec<String>,
    /// Only these topics: ids or names
    #[arg(short, long, value_name = "TOPIC", value_delimiter = ',', global = true)]
    pub topic: Vec<String>,
}

/// The commands beside the browser.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Search every record, best hits first
    #[command(after_help = "Examples:\n  cadialog search tajikstan\n  cadialog search type:quote water -c KZ,UZ --format json")]
    Search {
        /// Words, and fields such as country:KZ topic:energy type:quote year:2015..2020
        #[arg(value_name = "QUERY", required = true)]
        query: Vec<String>,
        #[command(flatten)]
        #[allow(missing_docs)]
        list: ListOptions,
        /// Refuse a query that is not wholly understood
        #[arg(long)]
        strict: bool,
    },
    /// List the records of one type
    #[command(
        after_help = "Examples:\n  cadialog list\n  cadialog list quotes -t energy\n  cadialog list countries --format ids"
    )]
    List {
        /// events, quotes, topics, countries, people, organisations, projects, documents or sources
        #[arg(value_name = "TYPE")]
        of_type: Option<String>,
        #[command(flatten)]
        #[allow(missing_docs)]
        list: ListOptions,
    },
    /// Show records in full, with what links to them
    #[command(after_help = "Examples:\n  cadialog show td-13-2025\n  cadialog show KG kawaguchi --format json")]
    Show {
        /// Ids, as “cadialog list --format ids” prints them
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        /// text or json
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
        format: RecordFormat,
        /// Set from --lang by the caller
        #[arg(skip)]
        lang: Language,
    },
}

/// Options of commands that print many records.
#[derive(Debug, Args)]
pub struct ListOptions {
    /// text, json or ids
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
    /// At most so many records
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// Formats of many records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum ListFormat {
    Text,
    Json,
    Ids,
}

/// Formats of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum RecordFormat {
    Text,
    Json,
}

/// When to colour printed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// Languages of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Lang {
    En,
    Ja,
    Ru,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Ja => Self::Ja,
            Lang::Ru => Self::Ru,
        }
    }
}
