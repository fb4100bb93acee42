//! References to records: one record, one reference; with its sources and this archive behind it where that is asked for.

use std::collections::HashSet;
use std::io::{self, Write};

use super::item::{AUTHORS, Item};
use super::markdown::{self, escape};
use super::reference::{CarriedStyle, ReferenceStyle, StyleFault};
use super::{biber, bibtex, csl, ris};
use crate::archive::{Archive, Id, Relation};
use crate::record::{Language, Record};

/// Styles of references that the program knows by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitationStyle {
    /// As a style of the Citation Style Language prints it.
    Printed(CarriedStyle),
    /// BibTeX entries.
    Bibtex,
    /// Entries for biblatex.
    Biblatex,
    /// RIS entries.
    Ris,
    /// CSL-JSON items.
    CslJson,
    /// A block quote or a title, with numbered sources.
    Markdown,
}

impl CitationStyle {
    /// What is used until the reader chooses.
    pub const USUAL: Self = Self::Printed(CarriedStyle::ChicagoNotes);

    /// Every one, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        let printed = CarriedStyle::ALL.into_iter().map(Self::Printed);
        printed.chain([Self::Bibtex, Self::Biblatex, Self::Ris, Self::CslJson, Self::Markdown])
    }

    /// The name under which it is asked for.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Printed(style) => style.name(),
            Self::Bibtex => "bibtex",
            Self::Biblatex => "biblatex",
            Self::Ris => "ris",
            Self::CslJson => "csl-json",
            Self::Markdown => "markdown",
        }
    }

    /// Other names for it.
    pub const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Printed(CarriedStyle::ChicagoNotes) => &["chicago"],
            Self::Markdown => &["md"],
            _ => &[],
        }
    }

    /// What it is, in a line.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Printed(style) => style.about(),
            Self::Bibtex => "BibTeX, for LaTeX",
            Self::Biblatex => "biblatex, for LaTeX",
            Self::Ris => "RIS, for reference managers",
            Self::CslJson => "CSL-JSON, for reference managers",
            Self::Markdown => "Markdown: a quotation or a title",
        }
    }

    /// The style called `name`, or one of its other names.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|style| style.name() == name || style.aliases().contains(&name))
    }
}

/// How references are written.
#[derive(Debug)]
pub enum Citer {
    /// As text in a style, a line each.
    Text(Box<ReferenceStyle>),
    /// In a format for other programs, or Markdown.
    Format(CitationStyle),
}

impl Citer {
    /// References in a style that the program knows, with the words of `language`; without one, of the style’s own.
    pub fn new(style: CitationStyle, language: Option<Language>) -> Self {
        match style {
            CitationStyle::Printed(carried) => match ReferenceStyle::carried(carried, language) {
                Ok(style) => Self::Text(Box::new(style)),
                Err(_) => Self::Format(CitationStyle::Markdown),
            },
            other => Self::Format(other),
        }
    }

    /// References in the style of the text of a `.csl` file.
    ///
    /// # Errors
    /// When the style cannot be used.
    pub fn read(text: &str, language: Option<Language>) -> Result<Self, StyleFault> {
        ReferenceStyle::read(text, language).map(|style| Self::Text(Box::new(style)))
    }

    /// The reference to record `id`, ending in a line break.
    pub fn cite(&self, archive: &Archive, id: Id, with_sources: bool) -> String {
        let mut out = Vec::new();
        // Writing to memory does not fail.
        let _ = self.cite_all(archive, &[id], with_sources, &mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// References to all of `ids`. `with_sources`, those to the sources of each come behind it, and the archive at the end; in the formats
    /// for machines each appears once.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn cite_all(&self, archive: &Archive, ids: &[Id], with_sources: bool, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text(style) => {
                for (n, &id) in ids.iter().enumerate() {
                    write!(out, "{}", if with_sources && n > 0 { "\n" } else { "" })?;
                    writeln!(out, "{}", printed(archive, id, style))?;
                    for source in sources(archive, id).filter(|_| with_sources) {
                        writeln!(out, "{}", style.of(&source, None))?;
                    }
                    if with_sources {
                        writeln!(out, "{}", style.of(&Item::of_archive(archive), None))?;
                    }
                }
            }
            Self::Format(CitationStyle::Markdown) => {
                for (n, &id) in ids.iter().enumerate() {
                    write!(out, "{}{}", if n == 0 { "" } else { "\n" }, as_markdown(archive, id, with_sources))?;
                }
            }
            Self::Format(style) => entries(items(archive, ids, with_sources), *style, out)?,
        }
        Ok(())
    }
}

/// The reference to record `id` in a style, ending in a line break.
pub fn cite(archive: &Archive, id: Id, style: CitationStyle) -> String {
    Citer::new(style, None).cite(archive, id, false)
}

/// A bibliography of `items` for reference managers.
pub(super) fn entries(items: impl Iterator<Item = Item>, style: CitationStyle, out: &mut dyn Write) -> io::Result<()> {
    match style {
        CitationStyle::CslJson => {
            let entries: Vec<_> = items.map(|item| csl::entry(&item)).collect();
            serde_json::to_writer_pretty(&mut *out, &entries)?;
            writeln!(out)?;
        }
        CitationStyle::Ris => {
            for item in items {
                out.write_all(ris::entry(&item).as_bytes())?;
            }
        }
        _ => {
            for (n, item) in items.enumerate() {
                let entry = if style == CitationStyle::Biblatex { biber::entry(&item) } else { bibtex::entry(&item) };
                write!(out, "{}{entry}", if n == 0 { "" } else { "\n" })?;
            }
        }
    }
    Ok(())
}

/// The records; `with_sources` their sources, then the archive; nothing twice.
fn items(archive: &Archive, ids: &[Id], with_sources: bool) -> impl Iterator<Item = Item> {
    let sources = ids.iter().flat_map(|&id| archive.linked(id, Relation::Source)).take(if with_sources { usize::MAX } else { 0 });
    let mut known = HashSet::new();
    let wanted = ids.iter().copied().chain(sources).filter(move |&id| known.insert(id));
    let own = std::iter::once_with(|| Item::of_archive(archive)).take(usize::from(with_sources));
    wanted.map(|id| Item::cited(archive, id)).chain(own)
}

fn sources(archive: &Archive, id: Id) -> impl Iterator<Item = Item> {
    archive.linked(id, Relation::Source).map(|source| Item::of(archive, source))
}

/// The reference to a record in a style, in one line; of a quote with its first source.
fn printed(archive: &Archive, id: Id, style: &ReferenceStyle) -> String {
    let mut item = Item::cited(archive, id);
    let is_quote = matches!(archive.record(id), Record::Quote(_));
    let quoted_from = sources(archive, id).next().filter(|_| is_quote);
    if quoted_from.is_some() {
        // It stands with the source.
        item.url.clear();
        item.accessed = None;
    }
    style.of(&item, quoted_from.as_ref())
}

/// `text` with a full stop, unless it ends its own sentence, inside quotation marks or not.
fn sentence(text: &str) -> String {
    let last = text.trim_end_matches(['”', '’', '"', ')']).chars().last();
    if last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '。')) { text.to_owned() } else { format!("{text}.") }
}

/// `kind`, unless the title has said it: "13th Tokyo Dialogue" needs no "Tokyo Dialogue".
fn unsaid<'a>(kind: &'a str, title: &str) -> &'a str {
    if title.to_lowercase().contains(&kind.to_lowercase()) { "" } else { kind }
}

/// Kind, place, date and status of a record, in a sentence.
fn about(archive: &Archive, id: Id, item: &Item) -> String {
    let date = item.date.as_ref().map(ToString::to_string).unwrap_or_default();
    let status = archive.event(id).map(|event| event.status).filter(|status| *status != crate::record::Status::Held);
    let parts = [unsaid(&item.genre, &item.title), &item.place, &date, status.map_or("", |status| status.label())];
    sentence(&parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", "))
}

/// "The cadialog authors, The record …, version 2026.11.23 (CC-BY-4.0), quote some-id."
fn of_archive(archive: &Archive, id: Id) -> String {
    let own = Item::of_archive(archive);
    let record = archive.record(id);
    let note = own.note.replacen("Data set, ", "data set, ", 1);
    let url = if own.url.is_empty() { String::new() } else { format!(", {}", own.url) };
    format!("{AUTHORS}, {}, {note}{url}, {} {}.", own.title, record.record_type().name(), record.id())
}

fn as_markdown(archive: &Archive, id: Id, with_sources: bool) -> String {
    let item = Item::of(archive, id);
    let mut out = match archive.record(id) {
        Record::Quote(_) => markdown::quote(archive, id, ""),
        Record::Source(_) => format!("{}\n", markdown::source(&item)),
        // Nothing is quoted here that brackets would have to tell from a description.
        Record::Outcome(_) => format!("**{}** {}\n", escape(&item.title), escape(&about(archive, id, &item))),
        _ => format!("**{}** {}\n", escape(&item.printed_title()), escape(&about(archive, id, &item))),
    };
    for (n, source) in sources(archive, id).filter(|_| with_sources).enumerate() {
        let gap = if n == 0 { "\n" } else { "" };
        out.push_str(&format!("{gap}{}. {}\n", n + 1, markdown::source(&source)));
    }
    out.push_str(&format!("\n{}\n", escape(&of_archive(archive, id))));
    out
}
