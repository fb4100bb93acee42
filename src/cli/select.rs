//! Filters and words to records: what `list`, `search`, `export`, `stats` and `trace` all select by.

use std::io::{self, Read};

use super::arguments::{Filters, Sort, SortKey};
use super::suggest;
use super::{CliError, Output};
use crate::archive::{Archive, Id};
use crate::query::{Query, countries, named};
use crate::record::{Date, Day, RecordType};
use crate::search::{Catalogue, Hit, Hits};
use crate::text::{self, Alike};
use crate::view::View;

/// What was asked, as understood.
pub struct Selection {
    /// Countries, topics and words.
    pub query: Query,
    /// The answer to the query.
    pub view: View,
    /// What passes, in the order asked for.
    pub hits: Hits,
    /// The question in one line.
    pub spelled: String,
}

impl Selection {
    /// The records selected.
    pub fn ids(&self) -> Vec<Id> {
        self.hits.list.iter().map(|hit| hit.id).collect()
    }

    /// Selects what the filters and `words` ask for; without words, every record that passes in listing order.
    pub fn new(
        catalogue: &Catalogue,
        filters: &Filters,
        words: &str,
        strict: bool,
        output: &mut Output<'_>,
    ) -> Result<Self, CliError> {
        let archive = &catalogue.archive;
        let types = filters.of_type.iter().map(|name| record_type(name)).collect::<Result<Vec<_>, _>>()?;
        let days = filters.date.as_deref().map(Days::read).transpose()?;
        let mut query = query(archive, filters, words)?;
        if let (true, Some(hint)) = (strict, query.parsed.hints.first()) {
            return Err(CliError::Usage(hint.message.clone()));
        }
        let remarks = Alike::new(&query.parsed.hints, |hint| text::likeness(&hint.message, false));
        for (first, count) in remarks.groups() {
            let more = if count > 1 { format!(" ({count} times)") } else { String::new() };
            output.note(&format!("{}{more}", first.first().map_or("", |hint| hint.message.as_str())))?;
        }
        // On the command line no word is still being typed.
        query.parsed.finish();
        let view = View::new(catalogue, &query);
        let mut hits = view.hits.clone().unwrap_or_else(|| Hits::of_all(catalogue, &query));
        if !types.is_empty() || days.is_some() {
            hits.retain(|hit| {
                (types.is_empty() || types.contains(&archive.record_type(hit.id)))
                    && days.as_ref().is_none_or(|days| archive.days(hit.id).is_some_and(|date| days.touch(date)))
            });
        }
        let mut parts = vec![query.spell(archive)];
        if !types.is_empty() {
            parts.push(format!("type:{}", types.iter().map(|t| t.name()).collect::<Vec<_>>().join(",")));
        }
        parts.extend(days.map(|days| format!("date:{}", days.text)));
        parts.retain(|part| !part.is_empty());
        Ok(Self { query, view, hits, spelled: parts.join(" ") })
    }

    /// Puts the records into another order. The order is total: equals go by id.
    pub fn sort(&mut self, archive: &Archive, sort: Option<Sort>) {
        let Some(sort) = sort else { return };
        let list = &mut self.hits.list;
        match sort.key {
            SortKey::Rank => {}
            SortKey::Date => list.sort_by_key(|hit| {
                let date = archive.date(hit.id).map(Date::sort_key);
                (date.is_none(), date, archive.record(hit.id).id().to_owned())
            }),
            SortKey::Title => {
                list.sort_by_key(|hit| (text::fold(archive.record(hit.id).title()), archive.record(hit.id).id().to_owned()));
            }
            SortKey::Type => {
                list.sort_by_key(|hit| (archive.record(hit.id).record_type(), archive.record(hit.id).id().to_owned()));
            }
            SortKey::Id => list.sort_by_key(|hit| archive.record(hit.id).id().to_owned()),
        }
        if sort.backwards {
            list.reverse();
            if sort.key == SortKey::Date {
                // What has no date stays at the end, whichever way time runs.
                let dated = |hit: &Hit| archive.date(hit.id).is_none();
                list.sort_by_key(dated);
            }
        }
        if sort.key != SortKey::Rank || sort.backwards {
            self.hits.similar = list.len();
        }
    }
}

/// The type called `name`.
pub fn record_type(name: &str) -> Result<RecordType, CliError> {
    RecordType::named(name).ok_or_else(|| CliError::Usage(suggest::no_such_type(name)))
}

/// Most bytes of ids that are read from standard input.
const MOST_IDS: u64 = 16 << 20;

/// Finds the records called `names`; in the place of `-` come the ids on standard input, with blanks or line breaks between.
pub fn records(archive: &Archive, names: &[String]) -> Result<Vec<Id>, CliError> {
    let mut all = Vec::with_capacity(names.len());
    for name in names {
        if name == "-" {
            let mut read = String::new();
            io::stdin().lock().take(MOST_IDS).read_to_string(&mut read)?;
            all.extend(read.split_whitespace().map(str::to_owned));
        } else {
            all.push(name.clone());
        }
    }
    if all.is_empty() {
        return Err(CliError::Usage("no id stands on standard input".to_owned()));
    }
    let find = |name: &String| archive.id(name).ok_or_else(|| CliError::Usage(suggest::no_such_record(archive, name, names)));
    all.iter().map(find).collect()
}

/// Builds the query of countries, topics and words.
///
/// # Errors
/// Unknown countries and topics, with the nearest names.
pub fn query(archive: &Archive, filters: &Filters, words: &str) -> Result<Query, CliError> {
    let mut query = Query::default();
    query.set_text(words, archive);
    let unknown = |of_type, value: &str| CliError::Usage(suggest::no_such_name(archive, of_type, value));
    for value in &filters.country {
        query.countries.extend(countries(archive, value).map_err(|_| unknown(RecordType::Country, value))?);
    }
    for value in &filters.topic {
        query.topics.extend(named(archive, RecordType::Topic, value).map_err(|_| unknown(RecordType::Topic, value))?);
    }
    for list in [&mut query.countries, &mut query.topics] {
        list.sort_unstable();
        list.dedup();
    }
    Ok(query)
}

/// The query with which the browser opens: types and dates become clauses of its text, where they can be seen and changed.
///
/// # Errors
/// As for [`query`], and for what is no type or date.
pub fn opening(archive: &Archive, filters: &Filters, words: &str) -> Result<Query, CliError> {
    let mut clauses = Vec::new();
    if !filters.of_type.is_empty() {
        let types = filters.of_type.iter().map(|name| record_type(name).map(RecordType::name)).collect::<Result<Vec<_>, _>>()?;
        clauses.push(format!("type:{}", types.join(",")));
    }
    if let Some(date) = &filters.date {
        Days::read(date)?;
        clauses.push(format!("date:{date}"));
    }
    if !words.is_empty() {
        clauses.push(words.to_owned());
    }
    query(archive, filters, &clauses.join(" "))
}

/// A stretch of days, either end perhaps open.
struct Days {
    text: String,
    first: Option<Day>,
    last: Option<Day>,
}

impl Days {
    fn read(text: &str) -> Result<Self, CliError> {
        let fault = || {
            CliError::Usage(format!(
                "--date: “{text}” is no range of days; write 2025, 2025-03, 2015..2020, 2019-05.., ..2018 or >=2019-05"
            ))
        };
        let date = |text: &str| text.trim().parse::<Date>().map_err(|_| fault());
        let plain = text.trim();
        let (from, to) = if let Some((from, to)) = plain.split_once("..").filter(|_| !plain.starts_with('[')) {
            (Some(from).filter(|t| !t.is_empty()), Some(to).filter(|t| !t.is_empty()))
        } else if let Some(rest) = plain.strip_prefix(">=") {
            (Some(rest), None)
        } else if let Some(rest) = plain.strip_prefix("<=") {
            (None, Some(rest))
        } else if let Some(rest) = plain.strip_prefix('>') {
            let after = date(rest)?.last();
            return Ok(Self { text: plain.to_owned(), first: Some(next(after)), last: None });
        } else if let Some(rest) = plain.strip_prefix('<') {
            let before = date(rest)?.first();
            return Ok(Self { text: plain.to_owned(), first: None, last: Some(previous(before)) });
        } else {
            (Some(plain), Some(plain))
        };
        if from.is_none() && to.is_none() {
            return Err(fault());
        }
        let first = from.map(date).transpose()?.map(|d| d.first());
        let last = to.map(date).transpose()?.map(|d| d.last());
        if first.zip(last).is_some_and(|(first, last)| first > last) {
            return Err(CliError::Usage(format!("--date: the range “{text}” runs backwards")));
        }
        Ok(Self { text: plain.to_owned(), first, last })
    }

    fn touch(&self, (begin, end): (Day, Day)) -> bool {
        self.first.is_none_or(|first| end >= first) && self.last.is_none_or(|last| begin <= last)
    }
}

/// A bound just after `day`. It need not be a day of the calendar: bounds are only compared.
const fn next(day: Day) -> Day {
    Day { day: day.day + 1, ..day }
}

/// A bound just before `day`.
const fn previous(day: Day) -> Day {
    Day { day: day.day.saturating_sub(1), ..day }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touches(range: &str, date: &str) -> bool {
        let date: Date = date.parse().expect(date);
        Days::read(range).expect(range).touch((date.first(), date.last()))
    }

    #[test]
    fn ranges_of_days_overlap_dates_of_any_precision() {
        for (range, inside, outside) in [
            ("2025", "2025-03-14", "2024-12-31"),
            ("2015..2020", "2020-12", "2021"),
            ("2019-05..", "2019-05-01", "2019-04-30"),
            ("..2018", "2018", "2019-01"),
            (">=2019-05", "2019-05", "2019-04"),
            ("<=2019-05", "2019-05-31", "2019-06"),
            (">2019-05", "2019-06-01", "2019-05-31"),
            ("<2019-05", "2019-04-30", "2019-05-01"),
            ("2025-12-19", "2025-12-18/2025-12-20", "2025-12-18"),
        ] {
            assert!(touches(range, inside), "{inside} lies in {range}");
            assert!(!touches(range, outside), "{outside} lies outside {range}");
        }
        for wrong in ["..", "soon", "2020..2015", "2025-13"] {
            assert!(Days::read(wrong).is_err(), "{wrong}");
        }
    }
}
