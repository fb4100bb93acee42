//! The arguments of `cite`.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

use super::formats::format;
use crate::export::{CitationStyle, Content, OutputFormat};
use crate::record::Language;

/// What is cited, and in which style.
#[derive(Debug, Args)]
pub struct CiteArguments {
    /// Ids, as “cadialog list --format ids” prints them; - reads them from standard input
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// chicago-notes (or chicago), chicago-author-date, apa, mla, harvard, iso-690, vancouver, gost, sist02, din-1505, mhra, oxford,
    /// bibtex, biblatex, ris, csl-json or markdown; or a file of the Citation Style Language, NAME.csl
    #[arg(long, value_parser = StyleParser, value_name = "STYLE", default_value = "chicago-notes", hide_possible_values = true)]
    pub style: StyleChoice,
    /// Words such as “accessed” in English, Japanese or Russian: en, ja, ru; else as --lang says, or as the style is made for
    #[arg(long, value_enum, value_name = "LANG", hide_possible_values = true)]
    pub locale: Option<Language>,
    /// Behind each reference those to the sources of the record, and the archive
    #[arg(long)]
    pub with_sources: bool,
    /// text, or json with the reference and its parts
    #[arg(long, value_parser = format(Content::Answer), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: OutputFormat,
}

/// A style as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StyleChoice {
    /// By name.
    Known(CitationStyle),
    /// In a file of the Citation Style Language.
    File(PathBuf),
}

impl StyleChoice {
    /// The name, or the path as given.
    pub fn name(&self) -> String {
        match self {
            Self::Known(style) => style.name().to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// Reads the name of a style, or the path of a `.csl` file.
#[derive(Debug, Clone, Copy)]
pub struct StyleParser;

impl TypedValueParser for StyleParser {
    type Value = StyleChoice;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<StyleChoice, clap::Error> {
        let path = Path::new(value);
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csl")) {
            return Ok(StyleChoice::File(crate::file::at_home(path)));
        }
        let parse = |name: String| match CitationStyle::named(&name) {
            Some(style) => Ok(StyleChoice::Known(style)),
            None => {
                let names: Vec<&str> = CitationStyle::all().map(CitationStyle::name).collect();
                let others = CitationStyle::all().flat_map(|style| style.aliases()).copied();
                let near = crate::text::did_you_mean(&name, names.iter().copied().chain(others));
                let near = near.map_or_else(String::new, |near| format!("{near}; "));
                Err(format!("{near}styles: {}, or a file that ends in .csl", names.join(", ")))
            }
        };
        StringValueParser::new().try_map(parse).parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(
            CitationStyle::all().map(|style| PossibleValue::new(style.name()).help(style.about()).aliases(style.aliases())),
        ))
    }
}
