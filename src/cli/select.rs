//! Filters and words to records: what `list`, `search`, `export`, `stats` and `trace` all select by.

use std::io::{self, Read};

use super::arguments::{Filters, Matching, SortKey, SortOrder};
use super::suggest;
use super::{CliError, Output};
use crate::archive::{Archive, Id, Relation};
use crate::query::{Filter, Query};
use crate::record::Date;
use crate::search::{Catalogue, Hit, HitBlock, HitSection, Hits};
use crate::text::{self, Alike};
use crate::view::View;

/// What was asked, as understood.
pub struct Selection {
    /// Words and conditions.
    pub query: Query,
    /// The answer to the query.
    pub view: View,
    /// What passes, in the order asked for.
    pub hits: Hits,
    /// The question in one line.
    pub spelled: String,
    /// What asks for all of the topics by which some were found.
    whole_topic: Option<String>,
    /// Whether all blocks count.
    loose: bool,
}

impl Selection {
    /// Refuses `words` of which none can be searched for; they may be left out `for_all`.
    pub fn refuse_wordless(&self, words: &str, for_all: &str) -> Result<(), CliError> {
        if words.trim().is_empty() || !self.query.parsed.is_empty() {
            return Ok(());
        }
        Err(CliError::Usage(format!("no word in the query that can be searched for; leave it out {for_all}")))
    }

    /// The records that count.
    pub fn ids(&self) -> Vec<Id> {
        self.counted().iter().map(|hit| hit.id).collect()
    }

    /// Their hits.
    pub fn counted(&self) -> &[Hit] {
        if self.loose { &self.hits.list } else { self.hits.counted() }
    }

    /// How many records count: those of the first block that has any, or all.
    pub fn total(&self) -> usize {
        if self.loose { self.hits.counts.sum() } else { self.hits.counts.counted() }
    }

    /// The question with the corrections on which what counts rests, how it was met if not word for word, and what stands beside it:
    /// " for uranium · by topic Energy only (46); topic:energy asks for the whole topic".
    pub fn about(&self) -> String {
        let mut said = if self.spelled.is_empty() { String::new() } else { format!(" for {}", self.spelled) };
        if !self.query.parsed.has_words() {
            return said;
        }
        let block = self.hits.block();
        let corrections: Vec<String> = self.view.corrections.iter().map(|c| format!("{}→{}", c.from, c.to)).collect();
        if !corrections.is_empty() && block >= HitBlock::Similar {
            said.push_str(&format!(" ({})", corrections.join(", ")));
        }
        let how = HitSection::ALL.into_iter().filter(|section| self.hits.counts.of(*section) > 0);
        let (counted, beside): (Vec<HitSection>, Vec<HitSection>) =
            how.partition(|section| self.loose || section.block() == block);
        if counted != [HitSection::All] {
            counted.iter().for_each(|section| said.push_str(&format!(", {}", self.view.divider(*section))));
        }
        beside.iter().for_each(|section| said.push_str(&format!(" · {}", self.view.divider(*section))));
        if let Some(topic) = self.whole_topic.as_ref().filter(|_| self.hits.counts.of(HitSection::Topic) > 0) {
            said.push_str(&format!("; {topic} asks for the whole topic"));
        }
        said
    }

    /// Selects what the filters and `words` ask for; without words, every record that passes in listing order.
    pub fn new(
        catalogue: &Catalogue,
        filters: &Filters,
        words: &str,
        matching: Matching,
        output: &mut Output<'_>,
    ) -> Result<Self, CliError> {
        let archive = &catalogue.archive;
        let mut query = query(archive, filters, words)?;
        if let (true, Some(hint)) = (matching.strict, query.parsed.hints.first()) {
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
        // Without words the order is that of the lists, the oldest first, whatever a screen shows on top.
        let ranked = view.hits.clone().filter(|_| query.parsed.has_words());
        let mut hits = ranked.unwrap_or_else(|| Hits::of_all(catalogue, &query));
        if matching.exact {
            hits = Hits::of(hits.list.into_iter().filter(|hit| hit.section == HitSection::All).collect());
        }
        let spelled = query.spell(archive);
        let whole_topic = view.whole_topic(archive);
        Ok(Self { query, view, hits, spelled, whole_topic, loose: matching.loose })
    }

    /// Puts the records into another order. The order is total: equals go by id.
    pub fn sort(&mut self, archive: &Archive, sort: Option<SortOrder>) {
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
        // What counts stays in front of what does not.
        list.sort_by_key(|hit| hit.section);
    }
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

/// The first of `all`, as many as the limit allows.
pub fn first<T>(all: &[T], limit: Option<usize>) -> &[T] {
    &all[..limit.unwrap_or(usize::MAX).min(all.len())]
}

/// Builds the query of words, with the filters as conditions beside them.
///
/// # Errors
/// What cannot be read, with the option that it stands behind.
pub fn query(archive: &Archive, filters: &Filters, words: &str) -> Result<Query, CliError> {
    let mut query = restricted(archive, filters, words)?;
    query.list_by_fields();
    Ok(query)
}

fn restricted(archive: &Archive, filters: &Filters, words: &str) -> Result<Query, CliError> {
    let mut query = Query::default();
    query.set_text(words, archive);
    let options = [("country", &filters.country), ("topic", &filters.topic), ("type", &filters.of_type), ("date", &filters.date)];
    let more = filters.fields.iter().map(|(field, values)| (*field, values));
    for (field, values) in options.into_iter().chain(more) {
        query.restrict(field, values, archive).map_err(|fault| CliError::Usage(format!("--{field}: {fault}")))?;
    }
    Ok(query)
}

/// The query with which the browser opens: types and dates become clauses of its text, where they can be seen and changed.
///
/// # Errors
/// As for [`query`].
pub fn opening(archive: &Archive, filters: &Filters, words: &str) -> Result<Query, CliError> {
    let asked = restricted(archive, filters, "")?;
    let (chosen, clauses) = asked
        .conditions
        .into_iter()
        .partition(|condition| matches!(condition, Filter::Linked(Relation::Country | Relation::Topic, _)));
    let clauses = Query { conditions: clauses, ..Query::default() }.spell(archive);
    let mut query = Query { conditions: chosen, ..Query::default() };
    query.set_text(format!("{clauses} {words}").trim(), archive);
    query.parsed.finish();
    Ok(query)
}
