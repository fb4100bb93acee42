//! Records for other programs: bibliographies, calendars, maps, tables, reports. Each format is written so that its own
//! readers take it without complaint, with no more precision than the archive has.

mod annotation;
mod biber;
mod bibtex;
mod calendar;
mod citation;
mod container;
mod csl;
mod geojson;
mod item;
mod job;
mod linked;
mod markdown;
mod markup;
mod network;
mod package;
mod reference;
mod ris;
mod separated;
mod span;
mod tables;
mod timeline;
mod workbook;

pub use annotation::{AnnotatedRecord, Annotation};
pub use citation::{CitationStyle, Citer, cite};
pub use container::ContainedFile;
pub use csl::items as csl_items;
pub use job::{Job, JobRunner, Written, write as write_job};
pub use markdown::escape as escape_markdown;
pub use package::files as package_files;
pub use reference::{CarriedStyle, LONGEST as LONGEST_REFERENCE, ReferenceStyle, StyleFault};
pub use separated::{Separated, write as separated};

use std::io::{self, Write};

use crate::archive::{Archive, Id};
use crate::page::Page;
use crate::record::Language;
use crate::report::{self, DossierFormat, DossierRequest, Inquiry};
use crate::search::Annotations;

/// What records, tables and answers are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum OutputFormat {
    /// Pages of text; of tables and answers, text for people.
    Text,
    /// One object with the version of the packs and whole records, fields as in the pack format.
    Json,
    /// A whole record a line.
    Jsonl,
    /// Comma-separated values, RFC 4180: lines end with CR LF.
    Csv,
    /// Tab-separated values: lines end with LF, for the tools of Unix.
    Tsv,
    /// A dossier that a browser opens, in one file.
    Html,
    /// A report: quotes first, sources numbered.
    #[value(alias = "md")]
    Markdown,
    /// CSL-JSON for reference managers.
    CslJson,
    /// BibTeX.
    #[value(alias = "bib")]
    Bibtex,
    /// Entries for biblatex.
    Biblatex,
    /// RIS; lines end with CR LF.
    Ris,
    /// iCalendar, RFC 5545: events only; lines end with CR LF.
    #[value(alias = "ical")]
    Ics,
    /// `GeoJSON`, RFC 7946: events only.
    Geojson,
    /// JSON-LD in the words of schema.org.
    #[value(alias = "jsonld")]
    JsonLd,
    /// A Frictionless data package in a ZIP file: a CSV table for each type of records, and their links.
    Frictionless,
    /// A spreadsheet (Office Open XML): a sheet for each type of records.
    Xlsx,
    /// GEXF 1.3: who took part in the same events.
    Gexf,
    /// `TimelineJS` JSON: what is dated.
    #[value(name = "timelinejs")]
    TimelineJs,
    /// An id a line.
    Ids,
}

/// What is written, where formats differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Records for other programs.
    Export,
    /// Records as they are listed and shown.
    Records,
    /// Rows and columns.
    Table,
    /// An answer in words.
    Answer,
}

impl OutputFormat {
    /// Whether such content can be written in this format.
    pub const fn supports(self, content: Content) -> bool {
        match self {
            Self::Text | Self::Json => true,
            // What a dossier answers, and how it is made again, nobody knows but who was asked: `report`, and the browser.
            Self::Html => false,
            Self::Csv | Self::Tsv | Self::Markdown => !matches!(content, Content::Answer),
            Self::Jsonl | Self::Ids => matches!(content, Content::Export | Content::Records),
            Self::CslJson | Self::Bibtex | Self::Biblatex | Self::Ris | Self::Ics | Self::Geojson => {
                matches!(content, Content::Export)
            }
            Self::JsonLd | Self::Frictionless | Self::Xlsx | Self::Gexf | Self::TimelineJs => matches!(content, Content::Export),
        }
    }

    /// Whether it is no text, which a terminal could show.
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Frictionless | Self::Xlsx)
    }

    /// Whether there is room in it for the reader's own notes and marks.
    pub const fn takes_annotations(self) -> bool {
        !matches!(self, Self::Ics | Self::Geojson | Self::JsonLd | Self::Gexf | Self::TimelineJs | Self::Ids)
    }

    /// Every format by the ending of its files, with what it is in a few words; an ending stands before those that it ends
    /// in.
    pub const FILES: [(&'static str, Self, &'static str); 19] = [
        (".csv", Self::Csv, "comma-separated values"),
        (".tsv", Self::Tsv, "tab-separated values"),
        (".xlsx", Self::Xlsx, "a spreadsheet: a sheet a type"),
        (".md", Self::Markdown, "a report in Markdown"),
        (".html", Self::Html, "a dossier in one file, for a web browser"),
        (".csl.json", Self::CslJson, "CSL-JSON for reference managers"),
        (".timeline.json", Self::TimelineJs, "a timeline for TimelineJS: what is dated"),
        (".json", Self::Json, "whole records in JSON"),
        (".jsonl", Self::Jsonl, "a whole record a line, in JSON"),
        (".jsonld", Self::JsonLd, "JSON-LD in the words of schema.org"),
        (".biblatex.bib", Self::Biblatex, "biblatex"),
        (".bib", Self::Bibtex, "BibTeX"),
        (".ris", Self::Ris, "RIS for reference managers"),
        (".ics", Self::Ics, "a calendar: events only"),
        (".geojson", Self::Geojson, "a map in GeoJSON: events only"),
        (".gexf", Self::Gexf, "a network: who took part in the same events"),
        (".zip", Self::Frictionless, "a Frictionless data package: a table a type"),
        (".txt", Self::Text, "pages of text"),
        (".ids", Self::Ids, "an id a line"),
    ];

    /// The place in [`OutputFormat::FILES`] of the format that the name of a file asks for; `None` when its ending is no
    /// format's, or nothing stands before it.
    pub fn of_file(name: &str) -> Option<usize> {
        let name = name.rsplit(['/', '\\']).next()?.to_ascii_lowercase();
        Self::FILES.iter().position(|(ending, ..)| name.strip_suffix(ending).is_some_and(|stem| !stem.is_empty()))
    }
}

/// Records that a format cannot hold for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Why.
    pub why: &'static str,
    /// Which, in the order asked for.
    pub ids: Vec<Id>,
}

impl LeftOut {
    /// Adds a record to those left out for the same reason.
    fn add(left_out: &mut Vec<Self>, why: &'static str, id: Id) {
        match left_out.iter_mut().find(|part| part.why == why) {
            Some(part) => part.ids.push(id),
            None => left_out.push(Self { why, ids: vec![id] }),
        }
    }

    /// "2 events left out: only the year is known (td-01, td-02)"; of more than `most` the first three, and how many more.
    pub fn told(&self, archive: &Archive, noun: &str, most: usize) -> String {
        let named = if self.ids.len() > most { 3 } else { most };
        let mut listed: Vec<String> =
            self.ids.iter().take(named).map(|&id| crate::text::clean(archive.record(id).id()).into_owned()).collect();
        listed.extend(self.ids.len().checked_sub(named).filter(|more| *more > 0).map(|more| format!("and {more} more")));
        format!("{} left out: {} ({})", crate::text::count(self.ids.len(), noun), self.why, listed.join(", "))
    }
}

/// Writes the records `ids` as `format`, in their order, and says what could not be written so. Pages of text have names in
/// `language`.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    archive: &Archive,
    ids: &[Id],
    format: OutputFormat,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<Vec<LeftOut>> {
    write_annotated(archive, ids, format, language, &Annotations::default(), out)
}

/// As [`write()`], with the reader's notes and marks on the records, where the format has room for them
/// ([`OutputFormat::takes_annotations`]).
///
/// # Errors
/// As [`write()`].
pub fn write_annotated(
    archive: &Archive,
    ids: &[Id],
    format: OutputFormat,
    language: Language,
    annotations: &Annotations,
    out: &mut dyn Write,
) -> io::Result<Vec<LeftOut>> {
    let items = ids.iter().map(|&id| item::Item::cited(archive, id).annotated(Annotation::of(annotations, id)));
    match format {
        OutputFormat::Text => pages(archive, ids, language, annotations, out)?,
        OutputFormat::Json => {
            let results: Vec<_> = ids.iter().map(|&id| AnnotatedRecord::of(archive, annotations, id)).collect();
            let data = Data::of(archive);
            let answer = Exported { schema: "cadialog.export/1", data, total: results.len(), results };
            serde_json::to_writer_pretty(&mut *out, &answer)?;
            writeln!(out)?;
        }
        OutputFormat::Jsonl => {
            for &id in ids {
                serde_json::to_writer(&mut *out, &AnnotatedRecord::of(archive, annotations, id))?;
                writeln!(out)?;
            }
        }
        OutputFormat::Csv => separated::records(archive, ids, annotations, Separated::Commas, out)?,
        OutputFormat::Tsv => separated::records(archive, ids, annotations, Separated::Tabs, out)?,
        OutputFormat::Html => {
            let inquiry = &Inquiry::default();
            report::write(&DossierRequest { archive, ids, annotations, language, inquiry }, DossierFormat::Html, out)?;
        }
        OutputFormat::Markdown => markdown::report(archive, ids, annotations, out)?,
        OutputFormat::CslJson => citation::entries(items, CitationStyle::CslJson, out)?,
        OutputFormat::Bibtex => citation::entries(items, CitationStyle::Bibtex, out)?,
        OutputFormat::Biblatex => citation::entries(items, CitationStyle::Biblatex, out)?,
        OutputFormat::Ris => citation::entries(items, CitationStyle::Ris, out)?,
        OutputFormat::Ics => return calendar::write(archive, ids, out),
        OutputFormat::Geojson => return geojson::write(archive, ids, out),
        OutputFormat::JsonLd => linked::write(archive, ids, out)?,
        OutputFormat::Frictionless => package::write(archive, ids, annotations, out)?,
        OutputFormat::Xlsx => return workbook::write(archive, ids, annotations, out),
        OutputFormat::Gexf => return network::write(archive, ids, out),
        OutputFormat::TimelineJs => return timeline::write(archive, ids, out),
        OutputFormat::Ids => {
            for &id in ids {
                writeln!(out, "{}", archive.record(id).id())?;
            }
        }
    }
    Ok(Vec::new())
}

/// Pages as the browser shows them, a rule between them; lines are left to whoever reads the file.
fn pages(archive: &Archive, ids: &[Id], language: Language, annotations: &Annotations, out: &mut dyn Write) -> io::Result<()> {
    for (n, &id) in ids.iter().enumerate() {
        if n > 0 {
            writeln!(out, "\n{}\n", "-".repeat(40))?;
        }
        for line in Page::new(archive, id, language).lines() {
            writeln!(out, "{}", crate::text::clean(&line).trim_end())?;
        }
        for line in Annotation::of(annotations, id).iter().flat_map(Annotation::told) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// Where the records come from.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct Data {
    /// The packs in loading order.
    pub packs: Vec<PackVersion>,
}

/// A pack and its version.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
#[allow(missing_docs)]
pub struct PackVersion {
    pub name: String,
    pub version: String,
}

impl Data {
    /// The packs of `archive`.
    pub fn of(archive: &Archive) -> Self {
        let clean = |text: &str| crate::text::clean(text).into_owned();
        let packs = archive.packs().iter();
        Self { packs: packs.map(|pack| PackVersion { name: clean(&pack.name), version: clean(&pack.version) }).collect() }
    }
}

/// `cadialog.export/1`: whole records, fields as in the pack format, with the reader's notes and marks.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct Exported<'a> {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.export/1"))]
    pub schema: &'static str,
    /// The packs and their versions.
    pub data: Data,
    /// How many records stand here.
    pub total: usize,
    /// The records.
    pub results: Vec<AnnotatedRecord<'a>>,
}
