//! References to one record: the words or the record first, then its sources, then this archive with its version.

use std::collections::HashSet;
use std::io::{self, Write};

use super::item::{AUTHORS, Author, Item};
use super::markdown::{self, escape};
use super::span::Span;
use super::{bibtex, csl, ris};
use crate::archive::{Archive, Id, Relation};
use crate::page;
use crate::record::{Date, Language, Record};

/// Styles of references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum CitationStyle {
    /// Notes of the Chicago Manual of Style.
    Chicago,
    /// References as the American Psychological Association writes them.
    Apa,
    /// BibTeX entries.
    Bibtex,
    /// RIS entries.
    Ris,
    /// CSL-JSON items.
    CslJson,
    /// A block quote with numbered sources.
    #[value(alias = "md")]
    Markdown,
}

/// The reference to record `id`, ending in a line break.
pub fn cite(archive: &Archive, id: Id, style: CitationStyle) -> String {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = cite_all(archive, &[id], style, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// References to all of `ids`; in the formats for machines each source and the archive appear once.
///
/// # Errors
/// When `out` cannot be written.
pub fn cite_all(archive: &Archive, ids: &[Id], style: CitationStyle, out: &mut dyn Write) -> io::Result<()> {
    match style {
        CitationStyle::Chicago | CitationStyle::Apa | CitationStyle::Markdown => {
            for (n, &id) in ids.iter().enumerate() {
                let gap = if n == 0 { "" } else { "\n" };
                let text = match style {
                    CitationStyle::Chicago => chicago(archive, id),
                    CitationStyle::Apa => apa(archive, id),
                    _ => as_markdown(archive, id),
                };
                write!(out, "{gap}{text}")?;
            }
        }
        CitationStyle::Bibtex | CitationStyle::Ris | CitationStyle::CslJson => entries(items(archive, ids), style, out)?,
    }
    Ok(())
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
                write!(out, "{}{}", if n == 0 { "" } else { "\n" }, bibtex::entry(&item))?;
            }
        }
    }
    Ok(())
}

/// The records, then their sources, then the archive; nothing twice.
fn items(archive: &Archive, ids: &[Id]) -> impl Iterator<Item = Item> {
    let sources = ids.iter().flat_map(|&id| archive.linked(id, Relation::Source));
    let mut known = HashSet::new();
    let wanted = ids.iter().copied().chain(sources).filter(move |&id| known.insert(id));
    wanted.map(|id| Item::of(archive, id)).chain([Item::of_archive(archive)])
}

fn sources(archive: &Archive, id: Id) -> Vec<Item> {
    archive.linked(id, Relation::Source).map(|source| Item::of(archive, source)).collect()
}

/// "Given Family", as a sentence names people; the archive's own form where it has one.
fn spoken(archive: &Archive, id: Id, item: &Item) -> String {
    match archive.record(id) {
        Record::Quote(quote) => {
            let office = quote.speaker.office.as_ref().map(|office| format!(", {office}")).unwrap_or_default();
            format!("{}{office}", page::speaker(archive, quote, Language::En))
        }
        _ => item.authors.iter().map(Author::listed).collect::<Vec<_>>().join("; "),
    }
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

/// What the record is, in a sentence: of a quote its words, who, where and when.
fn lead(archive: &Archive, id: Id, item: &Item) -> String {
    let date = item.date.as_ref().map(ToString::to_string).unwrap_or_default();
    let parts = |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ");
    match archive.record(id) {
        Record::Quote(quote) => {
            let about = parts(&[&spoken(archive, id, item), &item.event, &item.place, &date]);
            format!(
                "{} {}",
                sentence(&item.text),
                sentence(&format!("{about} [{}]", page::attestation(quote).replace(" · ", ", ")))
            )
        }
        Record::Event(event) => {
            let status = if event.status == crate::record::Status::Held { "" } else { event.status.label() };
            sentence(&parts(&[&item.title, unsaid(event.kind.label(), &item.title), &item.place, &date, status]))
        }
        Record::Source(_) => in_chicago(item),
        _ => sentence(&parts(&[&item.title, unsaid(&item.genre, &item.title), &date])),
    }
}

fn chicago(archive: &Archive, id: Id) -> String {
    let item = Item::of(archive, id);
    let mut all = vec![lead(archive, id, &item)];
    all.extend(sources(archive, id).iter().map(in_chicago));
    all.push(of_archive(archive, id));
    format!("{}\n", crate::text::clean(&all.join(" ")))
}

fn in_chicago(source: &Item) -> String {
    let mut text = source.authors.iter().map(Author::listed).collect::<Vec<_>>().join("; ");
    text.push_str(&format!(", “{},”", super::item::inner(source.title.trim_end_matches([',', '.']))));
    if let Some(date) = &source.date {
        text.push_str(&format!(" {date},"));
    }
    if !source.url.is_empty() {
        text.push_str(&format!(" {},", source.url));
    }
    if let Some(day) = &source.accessed {
        text.push_str(&format!(" accessed {day},"));
    }
    let text = text.trim_end_matches(',').to_owned();
    if text.ends_with('”') { text } else { format!("{text}.") }
}

/// "The cadialog authors, The record …, version 2026.11.23 (CC-BY-4.0), quote some-id."
fn of_archive(archive: &Archive, id: Id) -> String {
    let own = Item::of_archive(archive);
    let record = archive.record(id);
    let note = own.note.replacen("Data set, ", "data set, ", 1);
    let url = if own.url.is_empty() { String::new() } else { format!(", {}", own.url) };
    format!("{AUTHORS}, {}, {note}{url}, {} {}.", own.title, record.record_type().name(), record.id())
}

fn apa(archive: &Archive, id: Id) -> String {
    let item = Item::of(archive, id);
    let first = match archive.record(id) {
        Record::Quote(quote) => {
            let at: Vec<&str> = [item.event.as_str(), &item.place].into_iter().filter(|part| !part.is_empty()).collect();
            let at = if at.is_empty() { String::new() } else { format!(" {}", sentence(&at.join(", "))) };
            let about = format!("({}, {}).", spoken(archive, id, &item), apa_date(item.date.as_ref()));
            format!("{} {about} [{}].{at}", item.text, crate::text::capitalise(&page::attestation(quote).replace(" · ", "; ")))
        }
        Record::Source(_) => in_apa(&item),
        _ => {
            let genre = crate::text::capitalise(&item.genre);
            let place = if item.place.is_empty() { String::new() } else { format!(" {}", sentence(&item.place)) };
            format!("{} ({}). [{genre}].{place}", item.title, apa_date(item.date.as_ref()))
        }
    };
    let mut all = vec![first];
    all.extend(sources(archive, id).iter().map(in_apa));
    let own = Item::of_archive(archive);
    let version = own.note.replacen("Data set, version ", "Version ", 1);
    let record = archive.record(id);
    let year = own.date.as_ref().map_or_else(|| "n.d.".to_owned(), |date| date.year().to_string());
    let url = if own.url.is_empty() { String::new() } else { format!(" {}", own.url) };
    let (of_type, name) = (record.record_type().name(), record.id());
    all.push(format!("{AUTHORS}. ({year}). {} ({version}) [Data set; {of_type} {name}].{url}", own.title));
    format!("{}\n", all.iter().map(|part| crate::text::clean(part).into_owned()).collect::<Vec<_>>().join("\n"))
}

fn in_apa(source: &Item) -> String {
    let retrieved = match (&source.accessed, source.url.is_empty()) {
        (Some(day), false) => format!(" Retrieved {day}, from {}", source.url),
        (None, false) => format!(" {}", source.url),
        _ => String::new(),
    };
    format!("{} ({}). {}.{retrieved}", apa_authors(source), apa_date(source.date.as_ref()), source.title.trim_end_matches('.'))
}

fn apa_authors(item: &Item) -> String {
    let names: Vec<String> = item.authors.iter().map(Author::listed).collect();
    sentence(&match names.as_slice() {
        [] => AUTHORS.to_owned(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{}, & {last}", rest.join(", ")),
    })
}

/// "2025, March 14", "2025, December 19–20", "2013, March", "n.d.".
fn apa_date(date: Option<&Date>) -> String {
    let Some(date) = date else { return "n.d.".to_owned() };
    let words = date.to_string();
    let year = match Span::of(date) {
        Span::Point(day) => day.year,
        // Ends that are known alike share the year at the end of the words.
        Span::Lasting(first, last) if first.year == last.year && first.day.is_some() == last.day.is_some() => first.year,
        _ => return words,
    };
    let rest = words.trim_end_matches(&year.to_string()).trim_end();
    match rest.split_once(' ') {
        _ if rest.is_empty() || date.is_doubtful() => words,
        // Days stand behind the month.
        Some((days, month)) if !month.contains(' ') => format!("{year}, {month} {days}"),
        _ => format!("{year}, {rest}"),
    }
}

fn as_markdown(archive: &Archive, id: Id) -> String {
    let item = Item::of(archive, id);
    let mut out = match archive.record(id) {
        Record::Quote(_) => markdown::quote(archive, id, ""),
        Record::Source(_) => format!("{}\n", markdown::source(&item)),
        _ => {
            let about = lead(archive, id, &item);
            let about = about.trim_start_matches(item.title.as_str()).trim_start_matches([',', ' ']);
            format!("**{}** {}\n", escape(&item.title), escape(about))
        }
    };
    for (n, source) in sources(archive, id).iter().enumerate() {
        let gap = if n == 0 { "\n" } else { "" };
        out.push_str(&format!("{gap}{}. {}\n", n + 1, markdown::source(source)));
    }
    out.push_str(&format!("\n{}\n", escape(&of_archive(archive, id))));
    out
}
