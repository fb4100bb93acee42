//! Composes the articles of a dossier: what all types of records share. Sources get their numbers as they are first met.

use std::collections::HashMap;

use super::anchors::Anchors;
use super::inline::{ArticlePart, Inline};
use crate::archive::{Archive, Id, Relation};
use crate::page;
use crate::record::{Figure, Language, OutcomeForm, Participant, Quote, Record, RecordType};
use crate::text;

/// So many records that refer to a name are listed in its article; the dossier has them all in their chapters.
const LISTED: usize = 8;

/// Characters of a heading that is made of somebody's words.
pub const HEADLINE: usize = 70;

/// What is being composed.
pub struct Composer<'a> {
    pub archive: &'a Archive,
    pub language: Language,
    pub anchors: &'a Anchors,
    /// The record whose article this is.
    pub id: Id,
    pub parts: Vec<ArticlePart>,
    facts: Vec<(String, Vec<Inline>)>,
    numbers: HashMap<Id, usize>,
    /// The sources in the order of their numbers, each with the records that name it.
    pub cited: Vec<(Id, Vec<Id>)>,
}

impl<'a> Composer<'a> {
    pub fn new(archive: &'a Archive, language: Language, anchors: &'a Anchors) -> Self {
        let (parts, facts, numbers, cited) = (Vec::new(), Vec::new(), HashMap::new(), Vec::new());
        Self { archive, language, anchors, id: Id(0), parts, facts, numbers, cited }
    }

    /// Begins the article of a record.
    pub fn begin(&mut self, id: Id) {
        self.id = id;
        self.parts.clear();
        self.facts.clear();
    }

    /// What was composed since the beginning.
    pub fn finish(&mut self) -> Vec<ArticlePart> {
        self.close_facts();
        std::mem::take(&mut self.parts)
    }

    pub fn part(&mut self, part: ArticlePart) {
        self.close_facts();
        self.parts.push(part);
    }

    fn close_facts(&mut self) {
        if !self.facts.is_empty() {
            self.parts.push(ArticlePart::Facts(std::mem::take(&mut self.facts)));
        }
    }

    pub fn paragraph(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.part(ArticlePart::Paragraph(vec![Inline::text(words)]));
        }
    }

    pub fn heading(&mut self, words: impl Into<String>) {
        self.part(ArticlePart::Heading(vec![Inline::text(words)]));
    }

    /// A heading and a list under it, if there is anything in it.
    pub fn list(&mut self, heading: &str, items: Vec<Vec<Inline>>) {
        if !items.is_empty() {
            self.heading(heading);
            self.part(ArticlePart::List(items));
        }
    }

    /// A fact behind its name; facts that follow one another stand together.
    pub fn fact(&mut self, name: &str, value: Vec<Inline>) {
        if !value.is_empty() {
            self.facts.push((name.to_owned(), value));
        }
    }

    pub fn fact_text(&mut self, name: &str, words: &str) {
        if !words.trim().is_empty() {
            self.fact(name, vec![Inline::text(words)]);
        }
    }

    /// The records in a relation, behind its name.
    pub fn linked(&mut self, name: &str, relation: Relation) {
        let value = self.links(self.archive.linked(self.id, relation));
        self.fact(name, value);
    }

    /// A record by its name in the language of the dossier, a long one by its short title.
    pub fn link(&self, id: Id) -> Inline {
        let title = self.archive.title(id, self.language);
        let own = self.archive.record(id).title();
        let name = if title == own {
            let short = self.archive.record(id).short_title();
            Inline::text(short.map_or_else(|| shortened(title, HEADLINE), str::to_owned))
        } else {
            Inline::Foreign(self.language.tag().to_owned(), title.to_owned())
        };
        Inline::Record(id, Box::new(name))
    }

    /// The record called `name`, or the bare name where there is none.
    pub fn link_named(&self, name: &str) -> Inline {
        self.archive.id(name).map_or_else(|| Inline::text(name), |id| self.link(id))
    }

    /// Records with commas between them.
    pub fn links(&self, ids: impl IntoIterator<Item = Id>) -> Vec<Inline> {
        let mut all = Vec::new();
        for id in ids {
            if !all.is_empty() {
                all.push(Inline::text(", "));
            }
            all.push(self.link(id));
        }
        all
    }

    /// Records that are called `names`, with commas between them.
    pub fn named(&self, names: &[String]) -> Vec<Inline> {
        let mut all = Vec::new();
        for name in names {
            if !all.is_empty() {
                all.push(Inline::text(", "));
            }
            all.push(self.link_named(name));
        }
        all
    }

    /// The numbers of the sources called `names`; nothing where there are none.
    pub fn sources(&mut self, names: &[String]) -> Option<Inline> {
        let ids: Vec<Id> = names.iter().filter_map(|name| self.archive.id(name)).collect();
        let mut numbers: Vec<usize> = ids
            .into_iter()
            .filter(|&id| self.archive.record_type(id) == RecordType::Source)
            .map(|id| self.number(id, Some(self.id)))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        (!numbers.is_empty()).then_some(Inline::Sources(numbers))
    }

    /// The number of a source, and that a record names it.
    pub fn number(&mut self, source: Id, by: Option<Id>) -> usize {
        let cited = &mut self.cited;
        let number = *self.numbers.entry(source).or_insert_with(|| {
            cited.push((source, Vec::new()));
            cited.len()
        });
        let citing = &mut self.cited[number - 1].1;
        if let Some(by) = by
            && citing.last() != Some(&by)
        {
            citing.push(by);
        }
        number
    }

    pub fn participants(&mut self, participants: &[Participant]) {
        let items = participants.iter().map(|who| self.participant(who)).collect();
        self.list("Participants", items);
    }

    fn participant(&self, who: &Participant) -> Vec<Inline> {
        let name = match (&who.person, &who.name, &who.description) {
            (Some(person), ..) => self.link_named(person),
            (_, Some(name), _) | (_, _, Some(name)) => Inline::text(name),
            _ => Inline::text("not named"),
        };
        let said = |office: &&String| who.person.is_none() && who.description.as_ref().is_some_and(|d| d.starts_with(*office));
        let office = who.office.as_ref().filter(|office| !said(office)).map(|office| format!(", {office}")).unwrap_or_default();
        let mut about: Vec<String> = Vec::new();
        if let Some(country) = who.country.as_ref().and_then(|country| self.archive.id(country)) {
            let name = self.archive.record(country).title();
            about.extend((!who.office.iter().chain(&who.description).any(|d| d.contains(name))).then(|| name.to_owned()));
        }
        let body = who.organisation.as_ref().and_then(|body| self.archive.id(body)).map(|body| self.archive.record(body).title());
        about.extend(body.filter(|body| !who.office.iter().any(|office| office.contains(body))).map(str::to_owned));
        about.extend(who.on_behalf_of.as_ref().map(|whom| format!("for the {whom}")));
        about.extend(who.role.map(|role| role.label().to_owned()));
        about.extend(who.level.map(|level| level.label().to_owned()));
        about.extend(who.note.clone());
        let about = about.iter().flat_map(|part| [" · ", part]).collect::<String>();
        let mut all = vec![name, Inline::text(format!("{office}{about}"))];
        all.extend(who.uncertain.then(|| Inline::Warning(" · uncertain".to_owned())));
        all
    }

    /// What came of the record, form by form, each with its sources.
    pub fn outcomes(&mut self) {
        let ids = page::outcomes(self.archive, self.id);
        for form in OutcomeForm::ALL {
            let mut items = Vec::new();
            for &id in &ids {
                if let Record::Outcome(outcome) = self.archive.record(id)
                    && outcome.form == form
                {
                    let mut item = vec![Inline::Record(id, Box::new(Inline::text(&outcome.text)))];
                    let state = page::state(outcome, Language::En).filter(|_| outcome.is_commitment());
                    item.extend(state.map(|state| Inline::text(format!(" · {state}"))));
                    item.extend(self.sources(&outcome.sources));
                    items.push(item);
                }
            }
            self.list(form.heading(), items);
        }
        let mut items = Vec::new();
        for outcome in self.archive.record(self.id).inline_outcomes() {
            let mut item = vec![Inline::text(&outcome.text)];
            item.extend(self.sources(&outcome.sources));
            items.push(item);
        }
        self.list("Outcomes", items);
    }

    pub fn figures(&mut self, figures: &[Figure]) {
        let mut items = Vec::new();
        for figure in figures {
            let mut item = vec![Inline::Strong(page::figure(figure))];
            item.extend(figure.of.as_ref().map(|of| Inline::text(format!(" — {of}"))));
            item.extend(self.sources(&figure.sources));
            items.push(item);
        }
        self.list("Figures", items);
    }

    /// The words of a quote with who said them. `at` says whether also where and when.
    pub fn quotation(&mut self, id: Id, quote: &Quote, at: bool) -> ArticlePart {
        let person = quote.speaker.person.as_deref().and_then(|person| self.archive.id(person));
        let mut by =
            vec![person.map_or_else(|| Inline::text(page::speaker(self.archive, quote, Language::En)), |p| self.link(p))];
        by.extend(quote.speaker.office.as_ref().map(|office| Inline::text(format!(", {office}"))));
        if at {
            for event in self.archive.linked(id, Relation::Event).collect::<Vec<_>>() {
                by.extend([Inline::text(" · "), self.link(event)]);
            }
            by.extend(self.archive.date(id).map(|date| Inline::text(format!(" · {date}"))));
        }
        let mut attested = quote.form.label().to_owned();
        if let Some(corroboration) = self.archive.corroboration(id) {
            attested.push_str(&format!(" · {}", corroboration.label()));
        }
        by.push(Inline::text(format!(" · {attested}")));
        by.extend(self.sources(&quote.sources));
        let words = Inline::text(page::quoted(quote));
        let original = quote.original.as_ref().map(|original| Inline::Foreign(original.lang.clone(), original.text.clone()));
        ArticlePart::Quotation { words, original, by }
    }

    /// Topics and countries.
    pub fn subjects(&mut self) {
        self.linked("Topics", Relation::Topic);
        self.linked("Countries", Relation::Country);
    }

    /// A record in a few words: its short title if it has one.
    fn brief(&self, id: Id) -> String {
        let record = self.archive.record(id);
        record.short_title().map_or_else(|| shortened(record.title(), HEADLINE), str::to_owned)
    }

    /// Which records of the dossier refer to this one: in full, or only how many of each type.
    pub fn referring(&mut self, in_full: bool) {
        let mut items = Vec::new();
        for of_type in RecordType::ALL.into_iter().filter(|of_type| *of_type != RecordType::Source) {
            let all = self.archive.referring(self.id, of_type);
            let mut here: Vec<Id> = all.into_iter().filter(|&id| self.anchors.of(id).is_some()).collect();
            let count = here.len();
            if count == 0 {
                continue;
            }
            here.truncate(if in_full { LISTED } else { 0 });
            let colon = if here.is_empty() { "" } else { ": " };
            let mut item = vec![Inline::text(format!("{}{colon}", text::count(count, of_type.name())))];
            let more = (in_full && count > LISTED).then(|| Inline::text(format!(" and {} more", count - LISTED)));
            for (n, id) in here.into_iter().enumerate() {
                item.extend((n > 0).then(|| Inline::text("; ")));
                item.push(Inline::Record(id, Box::new(Inline::text(self.brief(id)))));
            }
            item.extend(more);
            items.push(item);
        }
        self.list("In this dossier", items);
    }
}

/// `words` up to so many characters, cut at a blank and marked where they are cut.
pub fn shortened(words: &str, most: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(most) else { return words.to_owned() };
    let cut = words[..end].rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", words[..cut].trim_end_matches([',', ';', ' ', '(']))
}
