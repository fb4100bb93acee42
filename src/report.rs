//! Dossiers: records in one file that stands by itself, with contents, a timeline, numbered sources and what the reader has
//! noted. What stands in one is composed once ([`Dossier`]), and written as HTML or as Markdown.
//!
//! The same records, the same question and the same packs give the same bytes: nothing here knows a clock.

mod anchors;
mod chart;
mod closing;
mod composer;
mod dossier;
mod happened;
mod html;
mod inline;
mod inquiry;
mod markdown;
mod names;
mod said;
mod script;

pub use dossier::{Article, Chapter, CitedSource, Dossier};
pub use inline::{ArticlePart, Inline};
pub use inquiry::Inquiry;

use std::io::{self, Write};

use crate::archive::{Archive, Id};
use crate::record::Language;
use crate::search::Annotations;

/// Most records of one dossier: a browser takes some seconds to open so many, and nobody reads more.
pub const MOST: usize = 20_000;

/// What a dossier is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum DossierFormat {
    /// One HTML file that needs nothing beside it.
    Html,
    /// Plain Markdown.
    #[value(alias = "md")]
    Markdown,
}

impl DossierFormat {
    /// The format that the name of a file asks for by its ending, if any.
    pub fn of_file(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// Which records go into a dossier, and what is said of them.
#[derive(Debug, Clone, Copy)]
pub struct DossierRequest<'a> {
    /// Where the records are.
    pub archive: &'a Archive,
    /// The records; each is taken once.
    pub ids: &'a [Id],
    /// What the reader has added to them.
    pub annotations: &'a Annotations,
    /// The language of names; all else is English.
    pub language: Language,
    /// What was asked.
    pub inquiry: &'a Inquiry,
}

/// Writes the dossier that is asked for.
///
/// # Errors
/// When there are more than 20,000 records, or `out` cannot be written.
pub fn write(request: &DossierRequest<'_>, format: DossierFormat, out: &mut dyn Write) -> io::Result<()> {
    if request.ids.len() > MOST {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("a dossier holds at most {MOST} records, and these are {}; narrow the query", request.ids.len()),
        ));
    }
    let dossier = Dossier::new(request);
    let text = match format {
        DossierFormat::Html => html::page(&dossier),
        DossierFormat::Markdown => markdown::report(&dossier),
    };
    out.write_all(text.as_bytes())
}
