//! Comma- and tab-separated values. Cells that a spreadsheet would run as a formula are defused by an apostrophe, which it
//! shows as plain text.

use std::collections::HashSet;
use std::io::{self, Write};

use super::annotation::Annotation;
use super::item;
use crate::archive::{Archive, Id, Relation};
use crate::page;
use crate::record::{Language, OwnField, Record, RecordType};
use crate::search::Annotations;

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separated {
    /// Commas, quotation marks where needed, lines ended by CR LF: RFC 4180.
    Commas,
    /// Tabs, lines ended by LF. No quotation marks around cells: for readers that know them and for those that do not a cell
    /// is the same.
    Tabs,
}

/// The columns of exported records; those that a type does not have stay empty.
pub(super) const HEAD: [&str; 21] = [
    "type",
    "id",
    "title",
    "date",
    "first_day",
    "last_day",
    "kind",
    "status",
    "format",
    "city",
    "country",
    "venue",
    "countries",
    "topics",
    "people",
    "organisations",
    "speaker",
    "form",
    "corroboration",
    "summary",
    "sources",
];

/// The columns of what the reader has added, if that is anything.
const OWN: [&str; 2] = ["note", "marks"];

/// Writes the records `ids` under a heading; fields of packs’ own have a column each behind the others.
pub fn records(archive: &Archive, ids: &[Id], annotations: &Annotations, by: Separated, out: &mut dyn Write) -> io::Result<()> {
    let (head, rows) = table(archive, ids, annotations);
    write(std::iter::once(&head).chain(&rows), by, out)
}

/// The heading of the records `ids`, and a row of cells for each.
pub(super) fn table(archive: &Archive, ids: &[Id], annotations: &Annotations) -> (Vec<String>, Vec<Vec<String>>) {
    let fields = own_fields(archive, ids);
    let mut head: Vec<String> = HEAD.iter().chain(&fields).map(|&name| name.to_owned()).collect();
    let mut rows: Vec<Vec<String>> = ids.iter().map(|&id| row(archive, id)).collect();
    for (row, &id) in rows.iter_mut().zip(ids) {
        let own = archive.record(id).own();
        row.extend(fields.iter().map(|name| own.get(name).map(OwnField::joined).unwrap_or_default()));
    }
    let own: Vec<Option<Annotation>> = ids.iter().map(|&id| Annotation::of(annotations, id)).collect();
    // Without any the columns are those that they always were.
    if own.iter().any(Option::is_some) {
        head.extend(OWN.map(str::to_owned));
        for (row, own) in rows.iter_mut().zip(&own) {
            row.extend(own.as_ref().map_or_else(Default::default, |own| [own.line(), own.mark()]));
        }
    }
    (head, rows)
}

/// The names of the fields of packs’ own that the records have: those declared in the order of the packs, then others.
fn own_fields<'a>(archive: &'a Archive, ids: &[Id]) -> Vec<&'a str> {
    let used = || ids.iter().flat_map(|&id| archive.record(id).own()).map(|field| field.declaration.name.as_str());
    let known: HashSet<&str> = used().collect();
    let mut fields: Vec<&str> = Vec::new();
    for name in archive.fields().into_iter().map(|field| field.name.as_str()).filter(|name| known.contains(name)).chain(used()) {
        if !fields.contains(&name) {
            fields.push(name);
        }
    }
    fields
}

/// Writes rows of cells, each cell made harmless.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<'a>(rows: impl Iterator<Item = &'a Vec<String>>, by: Separated, out: &mut dyn Write) -> io::Result<()> {
    match by {
        Separated::Commas => {
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
            for row in rows {
                writer.write_record(row.iter().map(|cell| defused(cell, by))).map_err(|error| match error.into_kind() {
                    csv::ErrorKind::Io(error) => error,
                    other => io::Error::other(format!("{other:?}")),
                })?;
            }
            writer.flush()
        }
        Separated::Tabs => {
            for row in rows {
                // Tabs and line breaks are blanks by now.
                writeln!(out, "{}", row.iter().map(|cell| defused(cell, by)).collect::<Vec<_>>().join("\t"))?;
            }
            Ok(())
        }
    }
}

/// The cell as one safe line that no spreadsheet takes for a formula. Plain numbers are left alone. Between tabs a quotation
/// mark at the beginning is defused as well: some readers take it for the beginning of a quoted cell, and would run what it
/// quotes, or swallow what follows.
fn defused(cell: &str, by: Separated) -> String {
    let cell = crate::text::clean(cell).into_owned();
    let begins = cell.trim_start();
    let formula = begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !is_number(begins.trim_end());
    let quoted = by == Separated::Tabs && begins.starts_with('"');
    if formula || quoted { format!("'{cell}") } else { cell }
}

/// Whether a cell is a number to a spreadsheet: digits with a sign, separators and an exponent. Not `-inf` or `+nan`, which are
/// numbers to Rust and names in a formula to a spreadsheet.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let is_plain = |text: &str, more: &[char]| {
        text.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && text.contains(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || more.contains(&c))
    };
    is_plain(mantissa, &[',', '.']) && is_plain(exponent.strip_prefix(['+', '-']).unwrap_or(exponent), &[])
}

fn row(archive: &Archive, id: Id) -> Vec<String> {
    let record = archive.record(id);
    let date = archive.date(id);
    let linked = |relation| archive.linked(id, relation).map(|to| archive.record(to).id()).collect::<Vec<_>>().join("; ");
    // Ends that are open have no day.
    let day = |day: crate::record::Day| {
        let known = (0..=9999).contains(&day.year);
        if known { day.to_string() } else { String::new() }
    };
    let item = item::Item::of(archive, id);
    let (mut kind, mut status, mut format, mut form, mut corroboration) = ("", "", "", "", "");
    let (mut country, mut venue) = (None, None);
    let mut cities = Vec::new();
    let mut speaker = String::new();
    let mut summary = item.text.clone();
    match record {
        Record::Event(event) => {
            (kind, status) = (event.kind.label(), event.status.label());
            format = event.format.map_or("", |format| format.label());
            cities = page::cities(archive, event);
            if let Some(place) = &event.place {
                (country, venue) = (place.country.as_ref(), place.venue.as_ref());
            }
        }
        Record::Quote(quote) => {
            speaker = page::speaker(archive, quote, Language::En);
            form = quote.form.label();
            corroboration = archive.corroboration(id).map_or("", |c| c.label());
            summary = quote.original.as_ref().map(|original| original.text.clone()).unwrap_or_default();
        }
        Record::Outcome(outcome) => {
            form = outcome.form.label();
            status = outcome.state().map_or("", |state| state.label());
            corroboration = archive.corroboration(id).map_or("", |c| c.label());
        }
        Record::Place(place) => country = place.country.as_ref(),
        Record::Document(document) => kind = document.kind.label(),
        Record::Source(source) => {
            kind = source.kind.label();
            summary = source.url.clone().unwrap_or_default();
        }
        Record::Project(project) => kind = project.link.label(),
        Record::Person(person) => country = person.country.as_ref(),
        Record::Organisation(organisation) => country = organisation.country.as_ref(),
        Record::Topic(_) | Record::Country(_) => {}
    }
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let known = archive.linked(id, Relation::Speaker).chain(archive.linked(id, Relation::Person));
    let mut people: Vec<&str> = known.map(|person| archive.record(person).id()).collect();
    // Who took part and has no record is told by name.
    let participants = match record {
        Record::Event(event) => &event.participants[..],
        Record::Project(project) => &project.participants,
        _ => &[],
    };
    people.extend(participants.iter().filter(|who| who.person.is_none()).filter_map(|who| who.name.as_deref()));
    let known = archive.linked(id, Relation::Host).chain(archive.linked(id, Relation::Organisation));
    let mut organisations: Vec<&str> = Vec::new();
    for organisation in known.map(|id| archive.record(id)).filter(|record| record.record_type() == RecordType::Organisation) {
        if !organisations.contains(&organisation.id()) {
            organisations.push(organisation.id());
        }
    }
    vec![
        record.record_type().name().to_owned(),
        record.id().to_owned(),
        record.title().to_owned(),
        date.map(|date| date.edtf().to_owned()).unwrap_or_default(),
        date.map(|date| day(date.first())).unwrap_or_default(),
        date.map(|date| day(date.last())).unwrap_or_default(),
        kind.to_owned(),
        status.to_owned(),
        format.to_owned(),
        cities.join("; "),
        text(country),
        text(venue),
        linked(Relation::Country),
        linked(Relation::Topic),
        people.join("; "),
        organisations.join("; "),
        speaker,
        form.to_owned(),
        corroboration.to_owned(),
        summary,
        linked(Relation::Source),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Separated, defused};

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        for (cell, safe) in [
            ("=cmd()", "'=cmd()"),
            (" @SUM(1)", "' @SUM(1)"),
            ("-2+3", "'-2+3"),
            ("＝1", "'＝1"),
            ("-2.5", "-2.5"),
            ("-1,234.56", "-1,234.56"),
            ("+1e-5", "+1e-5"),
            ("-inf", "'-inf"),
            ("+nan", "'+nan"),
            ("-infinity", "'-infinity"),
            ("-1e", "'-1e"),
            ("-1-2", "'-1-2"),
            ("+.", "'+."),
            ("\"=1+1\"", "\"=1+1\""),
            ("2024-08-09", "2024-08-09"),
            ("a\r\n=b", "a  =b"),
        ] {
            assert_eq!(defused(cell, Separated::Commas), safe);
        }
        for (cell, safe) in [("\"=1+1\"", "'\"=1+1\""), (" \"open", "' \"open"), ("say \"aah\"", "say \"aah\"")] {
            assert_eq!(defused(cell, Separated::Tabs), safe);
        }
    }
}
