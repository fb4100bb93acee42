//! What the cells of a row say, and the record that they make.

use std::borrow::Cow;

use serde_json::Value;

use crate::record::RecordType;

use super::{Rows, Sheet, bit};
use crate::import::day::{self, DateOrder};
use crate::import::number;
use crate::import::pack::ImportedRecord;
use crate::import::plan::Column;
use crate::import::role::ColumnRole;

/// A text, and the place of its column in the plan.
type SaidInDraft = Option<(usize, String)>;

/// The cells of a row by their roles.
#[derive(Debug, Default)]
pub(super) struct RecordDraft {
    pub id: Option<String>,
    pub title: SaidInDraft,
    pub title_from: Option<String>,
    pub text: SaidInDraft,
    pub summary: SaidInDraft,
    pub notes: Vec<(usize, String)>,
    pub kind: SaidInDraft,
    pub city: SaidInDraft,
    pub venue: SaidInDraft,
    pub speaker: SaidInDraft,
    pub office: SaidInDraft,
    pub people: Option<(usize, Vec<String>)>,
    pub bodies: Option<(usize, Vec<String>)>,
    pub hosts: Option<(usize, Vec<String>)>,
    pub place_country: SaidInDraft,
    pub countries: Vec<(usize, String)>,
    pub topics: Vec<(usize, String)>,
    pub addresses: Vec<String>,
    pub status: Option<(usize, &'static str)>,
    pub numbers: Vec<(ColumnRole, usize, f64)>,
    pub date: Option<String>,
    pub start: Option<String>,
    pub end: Option<(usize, String, String)>,
    pub due: Option<String>,
    parts: [Option<(usize, u32)>; 3],
    fields: Vec<(usize, Value)>,
    given: Vec<(usize, String)>,
}

impl RecordDraft {
    /// A value of the column’s own field.
    pub(super) fn field(&mut self, column: usize, value: Value) {
        self.fields.push((column, value));
    }

    /// The cell as it was.
    pub(super) fn given(&mut self, column: usize, text: &str) {
        if !self.given.iter().any(|(known, _)| *known == column) {
            self.given.push((column, text.to_owned()));
        }
    }

    /// The year, the month or the day, each of its own column.
    pub(super) fn part(&mut self, role: ColumnRole, column: usize, text: &str) {
        let at = match role {
            ColumnRole::Year => 0,
            ColumnRole::Month => 1,
            _ => 2,
        };
        let named = || {
            // A name of a month, as it stands in a date.
            let read = day::read(&format!("{text} 2000"), DateOrder::DayFirst)?.edtf;
            read.get(5..7).filter(|_| read.len() == 7)?.parse().ok()
        };
        match text.parse().ok().or_else(named) {
            Some(number) => self.parts[at] = Some((column, number)),
            None => self.given(column, text),
        }
    }

    /// Puts the date together where several columns have it. An end that lies before the beginning is none; its column and its cell
    /// are given back.
    pub(super) fn settle_date(&mut self) -> Option<(usize, String)> {
        if self.date.is_some() {
            return None;
        }
        match (self.start.take(), self.end.take()) {
            (Some(start), None) => self.date = Some(start),
            (Some(start), Some((_, end, _))) if start == end => self.date = Some(start),
            (Some(start), Some((column, end, text))) => {
                let range = format!("{start}/{end}");
                if start.contains('/') || range.parse::<crate::record::Date>().is_err() {
                    self.given(column, &text);
                    self.date = Some(start);
                    return Some((column, text));
                }
                self.date = Some(range);
            }
            (None, Some((_, end, _))) => self.date = Some(end),
            (None, None) => self.date = self.of_parts(),
        }
        None
    }

    fn of_parts(&mut self) -> Option<String> {
        let [year, month, day] = self.parts;
        let number = |part: Option<(usize, u32)>| part.map(|(_, number)| number);
        let read = match (number(year), number(month), number(day)) {
            (Some(year), Some(month), Some(day)) if day::is_day(i32::try_from(year).unwrap_or(0), month, day) => {
                return Some(format!("{year:04}-{month:02}-{day:02}"));
            }
            (Some(year), Some(month), None) if (1..=12).contains(&month) => return Some(format!("{year:04}-{month:02}")),
            (Some(year), None, None) => return Some(format!("{year:04}")),
            (Some(year), _, _) => Some(format!("{year:04}")),
            _ => None,
        };
        // Whatever did not make a date is kept.
        let first = usize::from(read.is_some());
        for (column, number) in self.parts.into_iter().skip(first).flatten() {
            self.given(column, &number.to_string());
        }
        read
    }
}

/// Fields in the order in which they are written.
struct DraftFields(Vec<(Cow<'static, str>, Value)>);

impl DraftFields {
    fn put(&mut self, name: &'static str, value: impl Into<Value>) {
        self.0.push((Cow::Borrowed(name), value.into()));
    }
}

impl Rows<'_> {
    /// Adds the record of a row. What its type has no place for stands under the field of its column.
    pub(super) fn write(&mut self, sheet: &mut Sheet<'_>, row: usize, of_type: RecordType, mut draft: RecordDraft) {
        let origin = (sheet.number, row);
        // About as many as a row has; a list that grows is copied.
        let mut fields = DraftFields(Vec::with_capacity(8 + sheet.plan.columns.len().min(24)));
        let event = of_type == RecordType::Event;
        let quote = of_type == RecordType::Quote;
        let outcome = of_type == RecordType::Outcome;
        let heading = Self::headline(sheet, row, of_type, &mut draft);
        let sources = self.sources(&draft, &heading, origin);
        fields.put(if event { "title" } else { "text" }, heading.as_str());
        if let Some(date) = draft.date.take() {
            fields.put("date", date);
        }
        if event {
            let kind = match draft.kind.take() {
                Some((_, name)) => self.kind(&name),
                None => self.kind("Event"),
            };
            fields.put("kind", kind);
            if let Some((_, status)) = draft.status.take() {
                fields.put("status", status);
            }
            self.place(&mut draft, &mut fields);
            if let Some((_, names)) = draft.hosts.take() {
                fields.put("hosts", names.iter().map(|name| self.body(name, origin)).collect::<Vec<_>>());
            }
            let mut participants = Vec::new();
            for (at, name) in draft.people.take().into_iter().flat_map(each) {
                match self.country(&name) {
                    Some(id) => draft.countries.push((at, id)),
                    None => participants.push(name),
                }
            }
            if !participants.is_empty() {
                fields.put("participants[].name", participants);
            }
            if let Some((_, names)) = draft.bodies.take() {
                fields.put("organisations", names.iter().map(|name| self.body(name, origin)).collect::<Vec<_>>());
            }
        }
        if quote {
            self.speaker(&mut draft, &mut fields, origin);
        }
        if !event {
            fields.put("form", if outcome && sheet.plan.form == "verbatim" { "discussion" } else { &*sheet.plan.form });
        }
        if outcome {
            // States act, too.
            let mut by = Vec::new();
            for (_, name) in draft.people.take().into_iter().flat_map(each) {
                by.push(self.country(&name).unwrap_or_else(|| self.person(&name, origin)));
            }
            for (_, name) in draft.bodies.take().into_iter().flat_map(each) {
                by.push(self.country(&name).unwrap_or_else(|| self.body(&name, origin)));
            }
            if !by.is_empty() {
                fields.put("by", by);
            }
        }
        put_links(&mut fields, "countries", std::mem::take(&mut draft.countries));
        put_links(&mut fields, "topics", std::mem::take(&mut draft.topics));
        if let Some(due) = draft.due.take() {
            if outcome {
                fields.put("due", due);
            } else if let Some(number) = place_of(sheet, ColumnRole::Due) {
                draft.given(number, &due);
            }
        }
        numbers(&mut fields, &mut draft, of_type);
        if event {
            let summary = draft.summary.take().or_else(|| draft.text.take());
            fields.put("summary", summary.map(|(_, text)| text).unwrap_or_default());
        }
        let notes: Vec<String> = draft.notes.drain(..).map(|(_, text)| text).collect();
        if !notes.is_empty() {
            fields.put("notes", notes);
        }
        fields.put("sources", sources);
        self.rest(sheet, of_type, draft, fields, &heading, origin);
    }

    /// The title or the words.
    fn headline(sheet: &Sheet<'_>, row: usize, of_type: RecordType, draft: &mut RecordDraft) -> String {
        let own =
            if of_type == RecordType::Event { draft.title.take() } else { draft.text.take().or_else(|| draft.title.take()) };
        let own = own.map(|(_, text)| text).or_else(|| draft.title_from.clone());
        let shown = own.or_else(|| {
            let other = draft.summary.as_ref().or(draft.text.as_ref()).or(draft.title.as_ref());
            other.map(|(_, text)| crate::text::truncate(text, 70, "…").into_owned())
        });
        let text = shown.unwrap_or_else(|| format!("{}, row {}", sheet.table.name, row + 1));
        // A title is one line.
        if of_type == RecordType::Event && text.contains('\n') { text.replace('\n', " ") } else { text }
    }

    fn sources(&mut self, draft: &RecordDraft, title: &str, origin: (usize, usize)) -> Vec<String> {
        let pages = draft.addresses.iter().map(|url| self.address(url, title, origin)).collect::<Vec<_>>();
        let mut sources: Vec<String> = Vec::with_capacity(pages.len() + 1);
        for id in pages.into_iter().chain([self.file.clone()]) {
            if !sources.contains(&id) {
                sources.push(id);
            }
        }
        sources
    }

    fn place(&mut self, draft: &mut RecordDraft, fields: &mut DraftFields) {
        let mut country = None;
        if let Some((_, text)) = draft.city.take() {
            let known = text.rsplit_once(',').and_then(|(city, country)| Some((city.trim(), self.country(country.trim())?)));
            match known {
                Some((city, behind)) if !crate::text::is_blank(city) => {
                    fields.put("place.city", city);
                    country = Some(behind);
                }
                _ => fields.put("place.city", text),
            }
        }
        // The column of its own goes before what stands behind the city.
        if let Some(id) = draft.place_country.take().map(|(_, id)| id).or(country) {
            fields.put("place.country", id);
        }
        if let Some((_, text)) = draft.venue.take() {
            fields.put("place.venue", text);
        }
        draft.numbers.retain(|(role, _, value)| {
            let name = match role {
                ColumnRole::Latitude => "place.latitude",
                ColumnRole::Longitude => "place.longitude",
                _ => return true,
            };
            fields.put(name, number::value(*value));
            false
        });
    }

    fn speaker(&mut self, draft: &mut RecordDraft, fields: &mut DraftFields, origin: (usize, usize)) {
        match draft.speaker.take() {
            Some((_, name)) => fields.put("speaker.person", self.person(&name, origin)),
            None => fields.put("speaker.description", "not named"),
        }
        if let Some((_, office)) = draft.office.take() {
            fields.put("speaker.office", office);
        }
    }

    /// Writes what is left under the fields of its columns, and makes the record.
    fn rest(
        &mut self,
        sheet: &mut Sheet<'_>,
        of_type: RecordType,
        draft: RecordDraft,
        mut fields: DraftFields,
        heading: &str,
        origin: (usize, usize),
    ) {
        let RecordDraft {
            id,
            title,
            text,
            summary,
            kind,
            city,
            venue,
            place_country,
            speaker,
            office,
            people,
            bodies,
            hosts,
            status,
            numbers,
            ..
        } = draft;
        let said = [title, text, summary, kind, city, venue, place_country, speaker, office];
        let listed = [people, bodies, hosts].into_iter().flatten().map(|(at, names)| (at, names.join("; ")));
        let statuses = status.into_iter().map(|(at, status)| (at, status.to_owned()));
        let counted = numbers.into_iter().map(|(_, at, value)| (at, number::value(value).to_string()));
        let left = said.into_iter().flatten().chain(listed).chain(statuses).chain(counted);
        let left = left.map(|(at, text)| (at, Value::from(text), false));
        let own = draft.fields.into_iter().map(|(at, value)| (at, value, false));
        let given = draft.given.into_iter().map(|(at, text)| (at, Value::from(text), true));
        let mut all: Vec<(usize, Value, bool)> = own.chain(left).chain(given).collect();
        all.sort_by_key(|(at, _, is_given)| (*at, *is_given));
        for (at, value, is_given) in all {
            let column: &Column = &sheet.plan.columns[at];
            let name = if is_given { &column.given } else { &column.field };
            // The cell as it was says more than what was made of it.
            if let Some(last) = fields.0.last_mut().filter(|(last, _)| last == name) {
                last.1 = value;
                continue;
            }
            sheet.uses[at][usize::from(is_given)] |= bit(of_type);
            fields.0.push((Cow::Owned(name.clone()), value));
        }
        let date = fields.0.iter().find(|(name, _)| name == "date").and_then(|(_, date)| date.as_str()).unwrap_or_default();
        let id = match id {
            Some(id) => self.ids.of(&sheet.prefix, &[&id]),
            None => self.ids.of(&sheet.prefix, &[date, heading]),
        };
        self.records.push(ImportedRecord { of_type, id, fields: fields.0, table: origin.0, row: origin.1 });
    }
}

/// Each name of a list, with the place of its column.
fn each((at, names): (usize, Vec<String>)) -> impl Iterator<Item = (usize, String)> {
    names.into_iter().map(move |name| (at, name))
}

fn put_links(fields: &mut DraftFields, name: &'static str, ids: Vec<(usize, String)>) {
    let mut links: Vec<String> = Vec::with_capacity(ids.len());
    for (_, id) in ids {
        if !links.contains(&id) {
            links.push(id);
        }
    }
    if !links.is_empty() {
        fields.put(name, links);
    }
}

/// Numbers that have a place of their own.
fn numbers(fields: &mut DraftFields, draft: &mut RecordDraft, of_type: RecordType) {
    let mut ordinal = None;
    draft.numbers.retain(|(role, _, value)| {
        let is_count = value.fract() == 0.0 && (0.0..1e9).contains(value);
        let name = match role {
            ColumnRole::For => "tally.for",
            ColumnRole::Against => "tally.against",
            ColumnRole::Abstain => "tally.abstain",
            ColumnRole::Ordinal if of_type == RecordType::Event && is_count && *value < 65_536.0 => {
                ordinal = Some(number::value(*value));
                return false;
            }
            _ => return true,
        };
        if of_type == RecordType::Outcome && is_count {
            fields.put(name, number::value(*value));
            return false;
        }
        true
    });
    if let Some(ordinal) = ordinal {
        fields.put("ordinal", ordinal);
    }
}

fn place_of(sheet: &Sheet<'_>, role: ColumnRole) -> Option<usize> {
    sheet.plan.columns.iter().position(|column| column.role == role)
}
