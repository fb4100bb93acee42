//! What is shown, written to a file: the question for its name, and the order that is carried out outside.

use std::sync::Arc;

use super::dialog::Dialog;
use super::{App, Effect, Focus, Mode};
use crate::archive::Id;
use crate::export::{Job, OutputFormat};
use crate::keys::Action;
use crate::page::Look;
use crate::query::Filter;
use crate::record::RecordType;
use crate::report::Inquiry;
use crate::text;

/// Most characters of a name made of the query.
const LONGEST: usize = 60;

/// The words of a spelled query as the name of a file: `country:KZ topic:energy` gives "KZ-energy".
fn name_of(spelled: &str) -> String {
    let values = spelled.split_whitespace().map(|part| part.split_once(':').map_or(part, |(_, value)| value));
    let mut name = String::new();
    for c in values.collect::<Vec<_>>().join(" ").chars() {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.chars().take(LONGEST).collect::<String>().trim_end_matches('-').to_owned()
}

impl App {
    /// Says in which directory files land that are named without one.
    pub fn set_directory(&mut self, directory: String) {
        self.directory = directory;
    }

    /// How many records the present list has, and what they are: the record in the detail, the quotes where they have the
    /// focus, else the results or the timeline.
    pub fn listed(&self) -> (usize, &'static str) {
        match (self.focus, &self.view.hits) {
            (Focus::Detail, _) => {
                let id = self.reading.detail.id();
                (id.iter().len(), id.map_or("record", |id| self.archive().record(id).record_type().name()))
            }
            (Focus::Quotes, _) => (self.listed_quotes().len(), self.beside().record_type().name()),
            (_, Some(hits)) => (hits.counts.counted(), self.view.listed.map_or("record", crate::record::RecordType::name)),
            (_, None) => (self.view.events.len(), "event"),
        }
    }

    fn listed_ids(&self) -> Vec<Id> {
        match (self.focus, &self.view.hits) {
            (Focus::Detail, _) => self.reading.detail.id().into_iter().collect(),
            (Focus::Quotes, _) => self.listed_quotes().to_vec(),
            (_, Some(hits)) => hits.counted().iter().map(|hit| hit.id).collect(),
            (_, None) => self.view.events.clone(),
        }
    }

    /// What the list answers, and the call that selects the same records: by the query where it lists them, else by their ids.
    fn inquiry(&self, ids: &[Id]) -> Inquiry {
        let archive = self.archive();
        if matches!(self.focus, Focus::Detail | Focus::Quotes) {
            let names: Vec<&str> = ids.iter().map(|&id| archive.record(id).id()).collect();
            let call = ["report", "-o", "dossier.html"].into_iter().chain(names.iter().copied()).map(str::to_owned).collect();
            return Inquiry { call, ..Inquiry::by_name(&names) };
        }
        let mut query = self.query.clone();
        query.parsed.finish();
        let mut call = vec!["report".to_owned()];
        // The timeline has events only.
        if self.view.hits.is_none() {
            query.conditions.push(Filter::Type(vec![RecordType::Event]));
        }
        call.extend(["--as-query", "-o", "dossier.html", "--"].map(str::to_owned));
        let inquiry = Inquiry::of(&query, archive, self.view.interpretation(&self.catalogue, &query));
        call.extend(Some(inquiry.spelled.clone()).filter(|spelled| !spelled.is_empty()));
        Inquiry { call, ..inquiry }
    }

    /// Asks for the file.
    pub(super) fn begin_export(&mut self) {
        let (count, noun) = self.listed();
        if count == 0 {
            let clear = self.keymap.hint(Action::ClearFilters);
            return self.say(format!("nothing is shown that could be exported; {clear} clears search and filters"));
        }
        let name = match (self.focus, self.reading.detail.id()) {
            (Focus::Detail, Some(id)) => format!("{}.md", name_of(self.archive().record(id).id())),
            _ => {
                let asked = name_of(&self.query.spell(&self.catalogue.archive));
                format!("{}.csv", if asked.is_empty() { text::count(2, noun).trim_start_matches("2 ").to_owned() } else { asked })
            }
        };
        self.list_all();
        self.open_dialog(Dialog::File);
        self.dialogs.open.input = name.into();
        self.dialogs.open.proposed = true;
    }

    /// What the dialog says while the name is typed: what will be written, and which endings there are.
    pub(super) fn exporting(&self) -> Vec<(Look, String)> {
        let (count, noun) = self.listed();
        let path = self.dialogs.open.input.value().trim();
        let counted = text::count(count, noun);
        let first = match OutputFormat::of_file(path).map(|at| OutputFormat::FILES[at]) {
            Some((_, _, what)) => (Look::Strong, format!("{counted} → {path} ({what})")),
            None => (Look::Plain, format!("{counted} → a file with one of these endings")),
        };
        // Without their dots, before which no line is broken.
        let endings: Vec<&str> = OutputFormat::FILES.iter().map(|(ending, ..)| ending.trim_start_matches('.')).collect();
        let endings = (Look::Faint, format!("endings: {}", endings.join(" ")));
        let is_whole = path.starts_with(['/', '\\', '~', '$']) || std::path::Path::new(path).is_absolute();
        let from_here = !is_whole && !self.directory.is_empty();
        let place = from_here.then(|| (Look::Faint, format!("in {}", self.directory)));
        let roomy = OutputFormat::of_file(path).is_none_or(|at| OutputFormat::FILES[at].1.takes_annotations());
        let own = (roomy && !self.shelf.annotations.is_empty())
            .then(|| (Look::Faint, "with your notes and marks; cadialog export --no-notes leaves them out".to_owned()));
        [first].into_iter().chain(place).chain(own).chain([endings]).collect()
    }

    /// Gives the file the ending of the next format.
    pub(super) fn next_format(&mut self) {
        let path = self.dialogs.open.input.value().trim_end();
        let (stem, next) = match OutputFormat::of_file(path) {
            Some(at) => (&path[..path.len() - OutputFormat::FILES[at].0.len()], (at + 1) % OutputFormat::FILES.len()),
            None => (path.trim_end_matches('.'), 0),
        };
        self.dialogs.open.input = format!("{stem}{}", OutputFormat::FILES[next].0).into();
        self.dialogs.open.fault = None;
    }

    /// Orders the export, or says what the name lacks.
    pub(super) fn export(&mut self) -> Effect {
        let path = self.dialogs.open.input.value().trim().to_owned();
        let Some((_, format, _)) = OutputFormat::of_file(&path).map(|at| OutputFormat::FILES[at]) else {
            let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
            self.dialogs.open.fault = Some(match file.rfind('.') {
                Some(0) => format!("the file needs a name before “{file}”"),
                Some(at) => format!("no format has the ending “{}”", &file[at..]),
                None => "the name of the file needs an ending, which says the format".to_owned(),
            });
            return Effect::None;
        };
        if let Some(hidden) = path.chars().find(|&c| text::is_unseen(c)) {
            let code = u32::from(hidden);
            self.dialogs.open.fault = Some(format!("the name holds a character that cannot be seen (U+{code:04X}); take it out"));
            return Effect::None;
        }
        if self.lists_the_best_only() && !matches!(self.focus, Focus::Detail) {
            self.dialogs.open.fault = Some("the list is not whole yet; try again in a moment".to_owned());
            return Effect::None;
        }
        let (count, noun) = self.listed();
        self.close_dialog();
        self.say(format!("writing {} to {path} …", text::count(count, noun)));
        let (catalogue, ids) = (Arc::clone(&self.catalogue), self.listed_ids());
        let annotations = Arc::clone(&self.shelf.annotations);
        let inquiry = self.inquiry(&ids);
        Effect::Export(Job { catalogue, language: self.language, format, noun, ids, annotations, inquiry, path })
    }

    /// Says what came of an export. What could not be written is asked for again, unless the reader has gone on.
    pub fn exported(&mut self, outcome: Result<String, String>) {
        match outcome {
            Ok(done) => self.say(done),
            Err(fault) if self.mode == Mode::Browse && !self.dialogs.open.input.value().is_empty() => {
                self.message = None;
                self.mode = Mode::Dialog(Dialog::File);
                self.dialogs.open.fault = Some(fault);
            }
            Err(fault) => self.say(fault),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_gives_a_file_its_name() {
        for (spelled, name) in [
            ("", ""),
            ("topic:energy", "energy"),
            ("country:KZ,UZ topic:energy water", "KZ-UZ-energy-water"),
            ("title:(business forum) -\"a b\"", "business-forum-a-b"),
            ("松本 /a+b/", "松本-a-b"),
            ("../../etc", "etc"),
        ] {
            assert_eq!(name_of(spelled), name);
        }
        assert!(name_of(&"long ".repeat(50)).len() <= LONGEST);
    }
}
