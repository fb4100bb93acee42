//! Phrases through the years, in a table on top of the panes: the line on which they are typed, and the table.

use super::dialog::{Choice, Dialog, Entry};
use super::taking::Clip;
use super::{App, Effect};
use crate::corpus::{PhraseTrace, TracedCount, TracedYear, as_phrase};
use crate::keys::Action;
use crate::page::Look;
use crate::query::Query;
use crate::text;

/// The phrases that were traced last, and what was counted.
#[derive(Debug)]
pub struct TraceTable {
    phrases: Vec<String>,
    /// Within what, as it is spelled; empty without filters.
    within: String,
    trace: PhraseTrace,
    per_thousand: bool,
}

impl TraceTable {
    /// The counts.
    pub fn trace(&self) -> &PhraseTrace {
        &self.trace
    }

    /// Whether the bars are of places in a thousand words of the year, and not of places.
    pub fn is_per_thousand(&self) -> bool {
        self.per_thousand
    }

    /// A count as a bar has it.
    pub fn figure(&self, count: &TracedCount) -> f64 {
        if self.per_thousand {
            return count.per_thousand.unwrap_or(0.0);
        }
        u32::try_from(count.places).map_or(f64::MAX, f64::from)
    }

    /// A count as it is written: "12", or "0.42".
    pub fn written(&self, count: &TracedCount) -> String {
        if !self.per_thousand {
            return count.places.to_string();
        }
        count.per_thousand.map_or_else(String::new, |share| format!("{share:.2}"))
    }

    /// A year in words: "2015: water at 12 places in 5 records, 0.42 in a thousand of its 28,571 words".
    pub fn sentence(&self, year: &TracedYear) -> String {
        let part = |((phrase, _), count): (&(String, TracedCount), &TracedCount)| match (count.places, count.records) {
            (0, 0) => format!("{phrase} nowhere"),
            (0, records) => format!("{phrase} at no place, but as a name in {}", text::count(records, "record")),
            (places, records) => {
                let share = count.per_thousand.map_or_else(String::new, |share| format!(", {share:.2} in a thousand words"));
                format!("{phrase} at {} in {}{share}", text::count(places, "place"), text::count(records, "record"))
            }
        };
        let parts: Vec<String> = self.trace.phrases.iter().zip(&year.counts).map(part).collect();
        format!("{}: {}; the texts of the year have {}", year.year, parts.join("; "), text::count(year.words, "word"))
    }

    /// All phrases in words: "water at 250 places in 90 records; energy at …".
    pub fn totals(&self) -> String {
        let part = |(phrase, count): &(String, TracedCount)| {
            format!("{phrase} at {} in {}", text::count(count.places, "place"), text::count(count.records, "record"))
        };
        self.trace.phrases.iter().map(part).collect::<Vec<_>>().join("; ")
    }
}

impl App {
    /// Traces the words of the search, or asks for phrases where there are none.
    pub(super) fn begin_tracing(&mut self) {
        if self.query.parsed.has_words() {
            let words = self.query.text.trim().to_owned();
            if self.trace(vec![words]).is_ok() {
                return;
            }
        }
        self.ask_for_phrases();
    }

    /// Asks for phrases; the last ones stand there until a letter is typed.
    pub(super) fn ask_for_phrases(&mut self) {
        self.open_dialog(Dialog::Phrases);
        if let Some(last) = &self.dialogs.trace {
            self.dialogs.open.input = last.phrases.join(", ").into();
            self.dialogs.open.proposed = true;
        }
    }

    /// Traces the phrases typed, and shows the table.
    pub(super) fn trace_typed(&mut self) -> Effect {
        let phrases = parted(self.dialogs.open.input.value());
        if phrases.is_empty() {
            self.dialogs.open.fault = Some("there are no words to trace; type a word or phrase".to_owned());
            return Effect::None;
        }
        let below = self.mode;
        self.close_dialog();
        if let Err(phrase) = self.trace(phrases) {
            self.mode = below;
            self.dialogs.open.fault =
                Some(format!("there is no word to trace in “{phrase}”; give one that has letters or digits"));
        }
        Effect::None
    }

    /// Shows the table of these phrases within the filters, whatever type of record is listed.
    fn trace(&mut self, phrases: Vec<String>) -> Result<(), String> {
        let within = self.traced_within();
        let trace = PhraseTrace::new(&self.catalogue, &within, &phrases, &self.shelf.annotations)?;
        let per_thousand = self.dialogs.trace.as_ref().is_some_and(|last| last.per_thousand);
        self.open_dialog(Dialog::Trace);
        let entry = |year: &TracedYear| Entry {
            words: year.year.to_string(),
            aside: Vec::new(),
            gone: false,
            choice: Choice::Year(year.year),
        };
        self.dialogs.open.entries = trace.years.iter().map(entry).collect();
        self.dialogs.open.found = (0..self.dialogs.open.entries.len()).map(|n| (n, Vec::new())).collect();
        let within = within.spell(self.archive());
        self.dialogs.trace = Some(TraceTable { phrases, within, trace, per_thousand });
        Ok(())
    }

    /// The filters within which phrases are traced.
    fn traced_within(&self) -> Query {
        let mut within = self.query.clone();
        within.set_text("", self.archive());
        within.list_type(None, self.archive());
        within
    }

    /// Changes between places and places in a thousand words.
    pub(super) fn toggle_per_thousand(&mut self) {
        let Some(table) = &mut self.dialogs.trace else { return };
        table.per_thousand = !table.per_thousand;
        let now = if table.per_thousand { "places in a thousand words of each year" } else { "places in each year" };
        self.say(format!("the bars are {now}"));
    }

    /// Lists the records of a year that hold any of the phrases.
    pub(super) fn list_traced(&mut self, year: i32) {
        let Some(table) = &self.dialogs.trace else { return };
        if !(0..=9999).contains(&year) {
            return self.say("a search cannot ask for this year");
        }
        let words = match &table.phrases[..] {
            [one] => one.clone(),
            several => {
                let grouped = |phrase: &String| {
                    let phrase = as_phrase(phrase);
                    let is_one = !phrase.contains(char::is_whitespace) || phrase.starts_with('"') && phrase.ends_with('"');
                    if is_one { phrase } else { format!("({phrase})") }
                };
                several.iter().map(grouped).collect::<Vec<_>>().join(" | ")
            }
        };
        let mut query = self.traced_within();
        query.set_text(&words, self.archive());
        query.demand(&format!("year:{year:04}"), self.archive());
        self.list_counted(query);
    }

    /// The table that is open, or was last.
    pub fn trace_table(&self) -> Option<&TraceTable> {
        self.dialogs.trace.as_ref()
    }

    /// "Trace", and what it is narrowed by.
    pub fn title_of_trace(&self) -> Vec<String> {
        let Some(table) = &self.dialogs.trace else { return Vec::new() };
        let of = if table.per_thousand { "in a thousand words" } else { "places a year" };
        ["Trace", of, &table.within].into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// What the table says where it is empty.
    pub(super) fn trace_remarks(&self) -> Option<(Look, String)> {
        let table = self.dialogs.trace.as_ref().filter(|table| table.trace.years.is_empty())?;
        let clear = self.keymap.hint(Action::ClearFilters);
        let filters =
            if table.within.is_empty() { String::new() } else { format!(" within {} ({clear} clears it)", table.within) };
        Some((Look::Faint, format!("no dated record holds {}{filters}", table.phrases.join(", "))))
    }

    /// Copies the table, with tabs between its columns.
    pub(super) fn copy_trace(&mut self) -> Effect {
        let Some(table) = &self.dialogs.trace else { return Effect::None };
        let head = ["year", "words"].into_iter().chain(table.trace.phrases.iter().map(|(phrase, _)| phrase.as_str()));
        let mut told = vec![head.collect::<Vec<_>>().join("\t")];
        told.extend(table.trace.years.iter().map(|year| {
            let counts = year.counts.iter().map(|count| table.written(count));
            [year.year.to_string(), year.words.to_string()].into_iter().chain(counts).collect::<Vec<_>>().join("\t")
        }));
        let clip = Clip { what: "trace".to_owned(), text: told.join("\n") };
        self.say(format!("copying {}", clip.name()));
        Effect::Copy(clip)
    }
}

/// Phrases with commas between them; a comma in quotation marks, or in the values of a field (`country:KZ,UZ`), parts nothing.
fn parted(typed: &str) -> Vec<String> {
    let (mut parts, mut part, mut quoted) = (Vec::new(), String::new(), false);
    for c in typed.chars() {
        quoted ^= matches!(c, '"' | '“' | '”');
        let in_field = || part.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains(':'));
        match c {
            ',' | '、' if !quoted && !in_field() => parts.push(std::mem::take(&mut part)),
            c => part.push(c),
        }
    }
    parts.push(part);
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn commas_part_phrases_but_not_what_is_quoted_or_of_a_field() {
        for (typed, wanted) in [
            ("", &[][..]),
            (" , ,", &[]),
            ("water", &["water"]),
            ("water, energy ,human resources", &["water", "energy", "human resources"]),
            ("\"water, energy\", border", &["\"water, energy\"", "border"]),
            ("country:KZ,UZ water, energy", &["country:KZ,UZ water", "energy"]),
            ("水、経済", &["水", "経済"]),
        ] {
            assert_eq!(parted(typed), wanted, "{typed}");
        }
    }
}
