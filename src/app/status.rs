//! The status line and other sentences on the state: the panes' titles, why nothing is found. One wording for the
//! screen, which has the parts side by side, and for `--linear`, which says them one after the other.

use std::collections::HashSet;

use super::types::heading;
use super::{App, Beside, Focus, Mode, QuoteScope};
use crate::archive::Id;
use crate::keys::Action;
use crate::query::{Parsed, Query};
use crate::record::RecordType;
use crate::search::HitBlock;
use crate::text;

/// How much of the archive the query leaves in view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusLine {
    /// What of the query is not understood.
    pub doubt: Option<String>,
    /// The whole query spelled out, then what it leaves and what it hides; empty when nothing is asked.
    pub parts: Vec<String>,
}

/// What is said while packs have changed into something that cannot be shown.
pub const STALE: &str = "a pack is faulty, its last good state is shown";

/// What themes have signs for: the words that stand for the sign where nothing is drawn, and what it means.
pub const SIGNS: [(&str, &str); 10] = [
    ("the row told last", "the row that keys act on"),
    ("chosen", "a country, topic or other value that is filtered by"),
    ("no such word", "one that is not"),
    ("unfolded, folded", "a year, its events shown or folded away"),
    ("Marked", "a record that you have marked"),
    ("Your note", "a record on which you have written a note"),
    ("New", "a record that was not there, or said something else, at your last visit"),
    ("words, then who spoke", "a quote or position"),
    ("a number behind a place", "on the map, a place of few, several or many events"),
    ("the place told last", "on the map, the place of the selected event"),
];

/// Where numbers stand, and what they count.
pub const NUMBERS: [(&str, &str); 6] = [
    ("panes 1 and 2", "the numbers count events, or what is listed; records of every type while the search has words"),
    ("Timeline 81, Quotes 114 …", "how many records of each type search and filters leave; the type in brackets is listed"),
    ("3 Timeline", "at a year, its events or what is listed; the columns on top, those of each year"),
    ("4 Quotes, Outcomes", "those of the selected record, and how many of them the search finds; else all in view"),
    ("5 of 81 events", "in the last line: what search and filters leave, of how many"),
    ("1?", "in a chart: more may belong here, their year is not certain"),
];

/// The parts of the results, as their dividers name them, and what stands in them; at last which of them counts.
pub const BLOCKS: [(&str, &str); 6] = [
    ("all words, as asked", "records that hold every word, inflected or in another script, or are about what is named so"),
    ("by a synonym: …", "records that hold another name of the thing, or the name of a kind of it"),
    ("by topic … only", "records of a topic that covers the word; they do not hold it"),
    ("similar spellings", "records that hold a word in which a letter or two differ; only where there is little else"),
    ("without …", "records that hold most of the words, and which they lack"),
    ("the block that counts", "the first block that has records; totals, numbers beside names, charts and exports are of it"),
];

impl StatusLine {
    /// What is said when nothing is asked.
    pub const NOTHING_HIDDEN: &str = "nothing hidden";
}

impl App {
    /// What is browsed: the first pack's title, and the years of the events.
    pub fn heading(&self) -> String {
        let name = self.archive().packs().first().map_or("", |pack| pack.title.as_str());
        let mut years = self.archive().of_type(RecordType::Event).iter().filter_map(|&id| self.archive().year(id));
        let first = years.next();
        match (first, years.next_back().or(first)) {
            (Some(first), Some(last)) if first != last => format!("{name}, {first}–{last}"),
            (Some(only), _) => format!("{name}, {only}"),
            _ => name.to_owned(),
        }
    }

    /// "country:KZ", "34 of 96 events", "12 of 41 quotes", "62 events hidden".
    pub fn status(&self) -> StatusLine {
        let mut doubt = self.query.parsed.hints.first().map(|hint| hint.message.clone());
        if doubt.is_none() && self.query.asks_nothing() {
            doubt = Some(format!("{} has nothing to search for: no letter and no digit", text::quote(self.query.text.trim())));
        }
        if self.query.is_empty() {
            // An order is no filter, but it is said.
            let order = self.query.spell(self.archive());
            let parts = if order.is_empty() { Vec::new() } else { vec![order, StatusLine::NOTHING_HIDDEN.to_owned()] };
            return StatusLine { doubt, parts };
        }
        let (events, quotes) = self.totals();
        let (shown, said) = self.view.selected;
        // The words stay as they were typed; what is made of them shows in the results.
        let filters = Query { text: String::new(), parsed: Parsed::default(), ..self.query.clone() }.spell(self.archive());
        let asked =
            [filters.as_str(), self.query.text.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let mut parts = vec![asked];
        if let Some((of_type, found)) = self.query.only_type().zip(self.hit_count()) {
            let (all, name) = (self.archive().of_type(of_type).len(), heading(of_type).to_lowercase());
            parts.push(format!("{found} of {all} {name}"));
            parts.extend((all > found).then(|| format!("{} hidden", all - found)));
            return StatusLine { doubt, parts };
        }
        let records = self.hit_count().map(|records| text::count(records, "record"));
        parts.extend(records);
        parts.extend([format!("{shown} of {events} events"), format!("{said} of {quotes} quotes")]);
        if events > shown {
            parts.push(format!("{} hidden", text::count(events - shown, "event")));
        }
        StatusLine { doubt, parts }
    }

    /// What the numbers beside countries and topics count.
    pub fn counted(&self) -> &'static str {
        match self.query.only_type().filter(|_| self.view.hits.is_some()) {
            Some(RecordType::Organisation) => "bodies",
            Some(of_type) => of_type.plural(),
            None if self.view.hits.is_some() => "records",
            None => "events",
        }
    }

    /// The title of a pane: its name, then what it shows.
    pub fn title(&self, pane: Focus) -> Vec<String> {
        let chosen = |name: &str, count: usize| {
            std::iter::once(name.to_owned()).chain((count > 0).then(|| format!("{count} chosen"))).collect()
        };
        match pane {
            Focus::Countries | Focus::Topics => {
                let n = usize::from(pane == Focus::Topics);
                let list = &self.view.panes[n];
                let on = (0..list.values.len()).filter(|&row| self.filters_by_row(n, row)).count();
                chosen(&text::capitalise(list.facet.plural()), on)
            }
            Focus::Timeline => {
                let mut words = match &self.view.hits {
                    Some(_) if let Some(places) = self.concordance() => {
                        return vec!["In context".to_owned(), places.count(), self.order_in_words().to_owned()];
                    }
                    Some(hits) if let Some(of_type) = self.view.listed => {
                        vec![heading(of_type).to_owned(), hits.counts.counted().to_string()]
                    }
                    Some(hits) => {
                        let how =
                            Some(hits.block()).filter(|block| *block != HitBlock::All).map(|block| block.label().to_owned());
                        let noun = self.query.only_type().map_or("record", RecordType::name);
                        let records = text::count(hits.counts.counted(), noun);
                        ["Results".to_owned(), records].into_iter().chain(how).collect()
                    }
                    None => vec!["Timeline".to_owned(), text::count(self.view.events.len(), "event")],
                };
                words.extend(self.query.parsed.sort.is_some().then(|| self.order_in_words().to_owned()));
                words
            }
            Focus::Quotes => self.title_beside(),
            Focus::Detail => {
                let name = self.reading.detail.id().map_or("nothing selected", |id| self.archive().record_type(id).name());
                vec![text::capitalise(name)]
            }
        }
    }

    /// "Outcomes (12)", "4: quotes", and of which record they are.
    fn title_beside(&self) -> Vec<String> {
        let (beside, own) = (self.beside(), self.listed_quotes());
        let other = beside.other();
        let key = self.keymap.hint(Action::Quotes);
        let there = !self.archive().of_type(other.record_type()).is_empty() && !key.is_empty();
        let switch = there.then(|| format!("{key}: {}", other.heading().to_lowercase()));
        let QuoteScope::Record(id) = self.lists.own_quotes.scope else {
            let all = match beside {
                Beside::Quotes => self.view.selected.1,
                Beside::Outcomes => self.view.types.get(RecordType::Outcome as usize).copied().unwrap_or(0),
            };
            return [format!("{} (all {all} in view)", beside.heading())].into_iter().chain(switch).collect();
        };
        // Those of the record are listed whatever the words; the last line counts what the search finds.
        let found = self.query.lists_records_of_every_type().then(|| {
            // A country of a large archive has a hundred thousand.
            let all = if beside == Beside::Quotes { &self.view.quotes } else { &self.view.outcomes };
            let selected: HashSet<Id> = all.iter().copied().collect();
            own.iter().filter(|id| selected.contains(id)).count()
        });
        let found = found.map(|found| format!("{found} found"));
        let title = self.archive().title(id, self.language).to_owned();
        let first = format!("{} ({})", beside.heading(), own.len());
        [first].into_iter().chain(found).chain(switch).chain([title]).collect()
    }

    /// Where the query selects nothing: what was tried, a thought each (nothing found, the correction, what one word less
    /// would find), and at the end the remedy.
    pub fn nothing_found(&self) -> (Vec<String>, String) {
        let (clear, back) = (self.keymap.hint(Action::ClearFilters), self.keymap.hint(Action::Cancel));
        let filtered = !self.query.conditions.is_empty();
        let remedy = match (self.mode, filtered) {
            (Mode::Search, true) => format!("{back} gives the search up; filters are on, too"),
            (Mode::Search, false) => format!("{back} gives the search up"),
            _ => format!("{clear} clears search and filters"),
        };
        let narration = self.view.narration().unwrap_or_else(|| "nothing found".to_owned());
        (narration.split("; ").map(str::to_owned).collect(), remedy)
    }
}
