//! The words of the call, and their help.

mod cite;
mod draft;
mod export;
mod files;
mod formats;
mod index;
mod matching;
mod notes;
mod outcomes;
mod pack;
mod printed;
mod report;
mod stats;
mod trace;
mod verify;
mod words;

pub use cite::{CiteArguments, StyleChoice};
pub use draft::DraftArguments;
pub use export::ExportArguments;
pub(super) use formats::name_of;
pub use formats::{Printed, Shell, SortKey, SortOrder, is_colored};
use formats::{format, path};
pub use index::IndexArguments;
pub use matching::{ListOptions, Matching};
pub use notes::NotesArguments;
pub use outcomes::OutcomeArguments;
pub use pack::PackCommand;
pub use report::ReportArguments;
pub use stats::StatsArguments;
pub use trace::TraceArguments;
pub use verify::VerifyArguments;
pub use words::{CollocateArguments, CompareArguments, KeynessArguments};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::export::{Content, OutputFormat};
use crate::record::Language;
use crate::view::concordance::Order;

/// Browse the record of the "Central Asia plus Japan" Dialogue.
#[derive(Debug, Parser)]
#[command(
    name = "cadialog",
    version,
    about = "Browse the record of the “Central Asia plus Japan” Dialogue",
    long_about = "Browse the record of the “Central Asia plus Japan” Dialogue: events, quotes, topics, countries, people, \
        organisations, projects, documents and their sources.\n\n\
        Without a command the browser opens; ? in it shows the keys.",
    before_help = "Examples:\n  \
        cadialog                               open the browser\n  \
        cadialog -c KZ water                   open it on Kazakhstan, searching for water\n  \
        cadialog --linear                      the browser in plain lines, for screen readers\n  \
        cadialog search tokyo dialogue         the same search, printed\n  \
        cadialog list events -c UZ             events that involve Uzbekistan, oldest first\n  \
        cadialog show td-13-2025               one record in full, with its sources\n  \
        cadialog cite td-13-2025 --style apa   a reference to it\n  \
        cadialog export -t energy --format csv what concerns energy, for a spreadsheet",
    after_long_help = "Data go to stdout, remarks to stderr. Exit codes: 0 found, 1 nothing found, 2 the call is off, \
        3 the data are off, 4 reading or writing failed, 130 interrupted. A closed pipe is no error. \
        NO_COLOR, CLICOLOR_FORCE, TERM=dumb, CADIALOG_CONFIG, XDG_CONFIG_HOME, XDG_DATA_HOME and XDG_CACHE_HOME are obeyed.",
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(subcommand)]
    #[allow(missing_docs)]
    pub command: Option<Command>,
    /// Words to search for at once, in the browser; or a file to open by itself: a pack, a table, a spreadsheet, a reference library
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub packs: Packs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub filters: Filters,
    /// Begin anew instead of where the last session ended, in the browser
    #[arg(long)]
    pub fresh: bool,
    /// Browse in plain lines, for screen readers and dumb terminals: type a command, press Return; help lists them. Through a
    /// pipe the last session is neither restored nor kept
    #[arg(long)]
    pub linear: bool,
    /// Colours: auto, dark, light, high-contrast, colour-blind-safe, mono, or a theme of the configuration
    #[arg(long, value_name = "THEME", global = true, hide_possible_values = true, value_parser = crate::config::ThemeParser)]
    pub theme: Option<crate::config::ThemeChoice>,
    /// Names in English, Japanese or Russian: en, ja, ru
    #[arg(long, value_name = "LANG", global = true, hide_possible_values = true)]
    pub lang: Option<Language>,
    /// Draw and print with ASCII characters only, as in the locale C and on a vt52; --ascii=false does not
    #[arg(
        long,
        value_name = "BOOL",
        global = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        hide_possible_values = true
    )]
    pub ascii: Option<bool>,
    /// Begin csv and tsv with a byte order mark, by which spreadsheets know that the text is UTF-8
    #[arg(long, global = true)]
    pub bom: bool,
    /// Cells that the terminal gives characters of ambiguous width: 1, or 2 with East Asian settings
    #[arg(long, value_enum, value_name = "CELLS", hide_possible_values = true)]
    pub ambiguous_width: Option<crate::config::AmbiguousWidth>,
    /// Read this configuration file instead of the usual one
    #[arg(long, value_name = "FILE", env = "CADIALOG_CONFIG", global = true, value_hint = clap::ValueHint::FilePath, value_parser = path())]
    pub config: Option<PathBuf>,
    /// Colour in printed text: auto, always or never
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", global = true, hide_possible_values = true)]
    pub color: clap::ColorChoice,
}

/// What to start with.
#[derive(Debug, Clone, Args, Default)]
pub struct Filters {
    /// Only what involves these countries: codes or names, ca5 for the five, all6 with Japan
    #[arg(short, long, value_name = "COUNTRY", value_delimiter = ',', global = true)]
    pub country: Vec<String>,
    /// Only these topics: ids or names
    #[arg(short, long, value_name = "TOPIC", value_delimiter = ',', global = true)]
    pub topic: Vec<String>,
    /// Only these types of records: events, quotes, topics, …
    #[arg(long = "type", id = "of_types", value_name = "TYPE", value_delimiter = ',', global = true)]
    pub of_type: Vec<String>,
    /// Only what can fall into these days: 2025, 2019-05.., 2015..2020, >=2019-05
    #[arg(long, value_name = "RANGE", global = true, allow_hyphen_values = true)]
    pub date: Vec<String>,
    /// Other conditions, by their fields, from options of single commands.
    #[arg(skip)]
    pub fields: Vec<(&'static str, Vec<String>)>,
}

impl Filters {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        [&self.country, &self.topic, &self.of_type, &self.date].iter().all(|named| named.is_empty()) && self.fields.is_empty()
    }
}

/// Which packs to read.
#[derive(Debug, Args, Default, Clone)]
pub struct Packs {
    /// Add a pack: a directory, a .json or a .jsonl file; may be given more than once
    #[arg(long, value_name = "PATH", global = true, value_parser = path())]
    pub data: Vec<PathBuf>,
    /// Only the packs named with --data: neither the bundled one nor those that are read at every start
    #[arg(long, global = true)]
    pub no_bundled: bool,
    /// Refuse packs in which check --strict finds an error, instead of leaving out what is faulty
    #[arg(long, global = true)]
    pub strict: bool,
    /// Read the packs themselves, and neither read nor write the index that is kept of them
    #[arg(long, global = true)]
    pub no_cache: bool,
}

/// The commands beside the browser.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Search every record, best hits first
    #[command(before_help = "Examples:\n  cadialog search tajikstan\n  cadialog search type:quote water -c KZ,UZ --format json")]
    Search {
        /// Words, and fields such as country:KZ topic:energy type:quote year:2015..2020
        #[arg(value_name = "QUERY", required = true)]
        query: Vec<String>,
        #[command(flatten)]
        #[allow(missing_docs)]
        list: ListOptions,
        #[command(flatten)]
        #[allow(missing_docs)]
        matching: Matching,
        /// Print every place where the words stand, with date and speaker: as the records stand, or by up to three words beside it, the
        /// nearest first: left1, left2, left3, right1, right2, right3
        #[arg(long, value_enum, value_name = "ORDER", num_args = 0..=1, require_equals = true, default_missing_value = "rank", hide_possible_values = true)]
        kwic: Option<Order>,
    },
    /// List the records of one type
    #[command(
        before_help = "Examples:\n  cadialog list\n  cadialog list quotes -t energy\n  cadialog list events --date 2015..2020 --sort -date\n  \
        cadialog list countries --format ids"
    )]
    List {
        /// events, quotes, outcomes, topics, countries, people, organisations, places, projects, documents or sources
        #[arg(value_name = "TYPE")]
        of_type: Option<String>,
        #[command(flatten)]
        #[allow(missing_docs)]
        list: ListOptions,
    },
    /// What was agreed, promised, proposed and done: outcomes by date
    #[command(
        before_help = "Examples:\n  cadialog outcomes -t transport-connectivity\n  cadialog outcomes customs --form agreement,pledge --format csv"
    )]
    Outcomes(OutcomeArguments),
    /// Agreements and pledges with a figure, a date or a follow-up, and what became of each
    #[command(before_help = "Examples:\n  cadialog commitments -c UZ\n  cadialog commitments --state not-known --by JP")]
    Commitments(OutcomeArguments),
    /// Show records in full, with what links to them
    #[command(before_help = "Examples:\n  cadialog show td-13-2025\n  cadialog show KG kawaguchi --format json")]
    Show {
        /// Ids, as “cadialog list --format ids” prints them; - reads them from standard input
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        /// text, json, jsonl, csv, tsv, markdown or ids
        #[arg(long, value_parser = format(Content::Records), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
        format: OutputFormat,
    },
    /// Pick records in the browser, and print their ids
    #[command(
        before_help = "Examples:\n  cadialog pick | xargs cadialog cite\n  cadialog show $(cadialog pick water -c KZ)",
        after_long_help = "Enter picks the record under the cursor, or, if you have marked records since it opened, all of these; they stay \
        marked. q, and Esc where nothing is left to close, leave without one: nothing is printed, and the exit code is 1. The screen goes \
        to the terminal, also when standard output is a pipe or a file. Where you were in the browser stays as it was."
    )]
    Pick {
        /// Words to search for at once
        #[arg(value_name = "QUERY")]
        query: Vec<String>,
    },
    /// Print references to records: one record, one reference
    #[command(
        before_help = "Examples:\n  cadialog cite td-13-2025 --style apa\n  cadialog cite td-13-2025 --style bibtex >> refs.bib\n  \
        cadialog cite td-13-2025 --style my-journal.csl --with-sources"
    )]
    Cite(CiteArguments),
    /// Export what the filters select
    #[command(
        before_help = "Examples:\n  cadialog export -c KZ --format csv > kazakhstan.csv\n  cadialog export --type event --format ics > dialogue.ics\n  \
        cadialog export --type quote -t energy --format markdown",
        after_long_help = "Lines of csv, ris and ics end with CR LF, as their specifications ask; all others with LF. Cells of csv and \
        tsv that a spreadsheet would run as a formula get an apostrophe before them. Dates keep their precision: in a \
        calendar an event of a doubtful day is tentative and says so; what is not known to the day is left out of it, which is \
        told on stderr with the reason and the ids."
    )]
    Export(ExportArguments),
    /// Write a dossier: records with their sources, a timeline and your notes in one HTML file that needs no network
    #[command(before_help = report::EXAMPLES, after_long_help = report::MORE)]
    Report(ReportArguments),
    /// List your notes, and the words under which you have marked records
    #[command(
        before_help = "Examples:\n  cadialog notes\n  cadialog notes mark:thesis\n  cadialog notes -c UZ --format markdown > notes.md"
    )]
    Notes(NotesArguments),
    /// Count records by type, country, topic and year
    #[command(
        before_help = "Examples:\n  cadialog stats\n  cadialog stats --by topic\n  cadialog stats --by country,year --type event\n  cadialog stats --by country,topic --format csv\n  cadialog stats --by state,topic is:commitment"
    )]
    Stats(StatsArguments),
    /// Follow a word through the years: first and last mention, who, how often
    #[command(
        before_help = "Examples:\n  cadialog trace water\n  cadialog trace “Trans-Caspian” --format json\n  \
        cadialog trace --compare water energy \"human resources\" --per-thousand",
        after_long_help = words::TRACE
    )]
    Trace(TraceArguments),
    /// Two records side by side, or two years, countries, topics or queries by what they count
    #[command(before_help = words::COMPARE_EXAMPLES, after_long_help = words::COMPARE)]
    Compare(CompareArguments),
    /// What stands beside a word: how often, how often by chance, and how closely the two go together
    #[command(
        before_help = "Examples:\n  cadialog collocates water\n  cadialog collocates \"human resources\" type:quote --window 3\n  \
        cadialog collocates water --right 0 --sort log-likelihood --format csv",
        after_long_help = words::COLLOCATES
    )]
    Collocates(CollocateArguments),
    /// What one selection of records says more than another, or than all the rest
    #[command(
        before_help = "Examples:\n  cadialog keyness country:UZ\n  cadialog keyness year:2004..2014 year:2015..2025 --type quote --in text\n  \
        cadialog keyness speaker:motegi --sort log-ratio --min 5",
        after_long_help = words::KEYNESS
    )]
    Keyness(KeynessArguments),
    /// Was this said? Find a sentence or quotation in every record, and what is turned in it
    #[command(
        before_help = "Examples:\n  cadialog verify Japan ought to be more present in Central Asia\n  cadialog verify article.md\n  \
        pbpaste | cadialog verify --format json -",
        after_long_help = "In printed text [-…-] are words of the record that the text lacks, {+…+} words of the text that the record lacks. \
        Exit code 0: all found, word for word or nearly so, and no negation, number, date, country or speaker turned; 1: some not. \
        What is not in this record may be said elsewhere."
    )]
    Verify(VerifyArguments),
    /// Answer an assistant program: search, show, cite, verify and count, by the Model Context Protocol
    #[command(
        before_help = "Examples:\n  cadialog mcp\n  cadialog mcp -c KZ,UZ --data my-pack",
        after_long_help = "Messages are JSON, a line each, on standard input and output; a message may have 1 MiB, a batch 50 messages. \
        --data, --no-bundled, --country, --topic, --type and --date bound all that is served. Your notes and marks are not served, and \
        nothing is written. What an assistant program needs: {\"command\": \"cadialog\", \"args\": [\"mcp\"]}"
    )]
    Mcp,
    /// Print the JSON schema of an output, or a description of this command line
    #[command(before_help = "Examples:\n  cadialog schema\n  cadialog schema search\n  cadialog schema pack my-pack")]
    Schema {
        /// search, list, notes, show, export, cite, stats, trace, frequencies, compare, collocates, keyness, verify, keys, paths, pack or cli; none lists them
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Behind “pack”: a pack whose own fields and kinds the schema is to have
        #[arg(value_name = "PATH", value_parser = path())]
        pack: Option<PathBuf>,
    },
    /// Print the keys of the browser, as the configuration has them
    Keys {
        /// text, json, csv, tsv or markdown
        #[arg(long, value_parser = format(Content::Table), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
        format: OutputFormat,
    },
    /// Print a configuration file with every setting at its default
    #[command(before_help = "Examples:\n  cadialog config > ~/.config/cadialog/config.toml")]
    Config,
    /// Make the index of the packs of this call, which is kept, and list those that are
    #[command(before_help = index::EXAMPLES, after_long_help = index::MORE)]
    Index(IndexArguments),
    /// Print which files and which variables of the environment apply
    Paths {
        /// text, json, csv, tsv or markdown
        #[arg(long, value_parser = format(Content::Table), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
        format: OutputFormat,
    },
    /// Check packs: every fault with its file, line and column, and what to do
    #[command(before_help = "Examples:\n  cadialog check my-pack\n  cadialog check records.jsonl --strict --format json")]
    Check {
        /// Packs: directories, .json or .jsonl files; later ones may refer to earlier ones and to the bundled one
        #[arg(value_name = "PATH", required = true, value_parser = path())]
        paths: Vec<PathBuf>,
        /// Unknown fields and other doubtful forms are faults, too
        #[arg(long)]
        strict: bool,
        /// Print every fault, also where the same one stands in many places
        #[arg(long)]
        all: bool,
        /// text or json
        #[arg(long, value_parser = format(Content::Answer), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
        format: OutputFormat,
    },
    /// Make a draft pack of a press release or article, to be completed by hand
    #[command(
        before_help = "Examples:\n  cadialog draft release.txt > draft.json\n  cadialog draft page.html --published 2025-03-17 > draft.json\n  \
        pbpaste | cadialog draft -"
    )]
    Draft(DraftArguments),
    /// Make a pack of a table, a spreadsheet or a reference library
    #[command(
        before_help = "Examples:\n  cadialog import minutes.xlsx                 what its columns are taken for\n  \
        cadialog import minutes.xlsx --to minutes.json\n  cadialog import library.bib --to library.jsonl",
        after_long_help = "What was guessed is written to NAME.cadialog.toml beside the file, if that is not there, and is heeded when it \
        is; change a line there and import again. Cells that cannot be read are told as Sheet1!C42 and kept. To look at a file \
        without making a pack: cadialog FILE."
    )]
    Import {
        /// A .csv, .tsv, .xlsx, .xls, .ods, .bib or .ris file, CSL-JSON, or a folder or .zip of such
        #[arg(value_name = "FILE", value_parser = path())]
        file: PathBuf,
        /// The pack to write, with the ending .json or .jsonl; without it the columns are only told
        #[arg(long, value_name = "PACK", value_parser = path())]
        to: Option<PathBuf>,
    },
    /// Begin a pack of your own, or write one in the new shape
    #[command(before_help = "Examples:\n  cadialog pack new my-pack && cadialog --data my-pack\n  cadialog pack fmt my-pack")]
    Pack {
        #[command(subcommand)]
        #[allow(missing_docs)]
        what: PackCommand,
    },
    /// Print completions for a shell: bash, zsh, fish, powershell, elvish or nushell
    #[command(before_help = "Examples:\n  cadialog completions bash > ~/.local/share/bash-completion/completions/cadialog\n  \
        cadialog completions fish > ~/.config/fish/completions/cadialog.fish")]
    Completions {
        /// The shell
        #[arg(value_enum, value_name = "SHELL")]
        shell: Shell,
        /// Print what completes the last of these words instead: for bash the line up to the caret, for others its words
        #[arg(last = true, value_name = "LINE")]
        line: Vec<String>,
    },
    /// Print a manual page, or write them all
    #[command(
        before_help = "Examples:\n  cadialog man | man -l -\n  cadialog man search\n  cadialog man --dir ~/.local/share/man/man1"
    )]
    Man {
        /// The command the page is about
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
        /// Write a page for every command into this directory
        #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath, conflicts_with = "command", value_parser = path())]
        dir: Option<PathBuf>,
    },
    /// Print the help of a command, or of the query language
    #[command(before_help = "Examples:\n  cadialog help\n  cadialog help export\n  cadialog help query")]
    Help {
        /// A command, or query
        #[arg(value_name = "TOPIC")]
        topic: Option<String>,
    },
}
