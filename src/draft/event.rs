//! The event of a draft: each field from the sentence that gives it.

use super::head::Head;
use super::names::NameFinder;
use super::place::Cities;
use super::reading::PassageKind;
use super::sentence::Sentence;
use super::topics::Topics;
use super::tour::Stop;
use super::{DraftError, Inference, Options, meeting};
use crate::archive::{Archive, Id};
use crate::record::{Event, EventKind, Location, Outcome, OwnFields, RecordType, Related, Status};

/// What an event is made from.
pub(super) struct Drafter<'a> {
    pub archive: &'a Archive,
    pub names: &'a NameFinder<'a>,
    pub topics: &'a Topics<'a>,
    pub cities: &'a Cities,
    pub head: &'a Head,
    pub options: &'a Options,
    /// People whom the text names in full, with the words of their family names.
    pub people: &'a [(Id, Vec<String>)],
    /// All sentences of the text.
    pub whole: &'a [Sentence],
    /// Those of the event; all, unless it is a stop of a tour.
    pub sentences: &'a [Sentence],
    /// Of a later stop of a tour: what stands before the first, which tells who travelled.
    pub before: &'a [Sentence],
    pub stop: Option<&'a Stop>,
}

impl Drafter<'_> {
    /// The event, of which `outcomes` came, and what was inferred for it.
    pub(super) fn event(&self, id: String, source: &str, outcomes: &[Outcome]) -> Result<(Event, Vec<Inference>), DraftError> {
        let mut marks = Vec::new();
        let meeting = if self.stop.is_some() { None } else { meeting::meeting(self.sentences) };
        let known = meeting.as_ref().and_then(|m| self.known_event(m));
        let (date, place) = match self.stop {
            Some(stop) => self.stop_at(stop, &mut marks),
            None => (self.date(known, &mut marks)?, self.place(&mut marks)),
        };
        let lead = self.lead();
        let title = self.head.title.as_deref();
        let (participants, chair) = self.participants(&mut marks);
        let mut event = Event {
            id,
            aliases: Vec::new(),
            title: crate::text::truncate(title.unwrap_or(lead), 120, "…").into_owned(),
            short_title: None,
            date,
            kind: EventKind::Visit,
            ordinal: None,
            status: Status::default(),
            format: None,
            place,
            stops: Vec::new(),
            hosts: Vec::new(),
            chair,
            participants,
            organisations: Vec::new(),
            countries: Vec::new(),
            topics: Vec::new(),
            themes: Vec::new(),
            summary: lead.to_owned(),
            outcomes: Vec::new(),
            figures: Vec::new(),
            documents: Vec::new(),
            related: Vec::new(),
            confidence: None,
            disagreements: Vec::new(),
            notes: vec!["The summary is the first sentence of the text; put it into words of your own.".to_owned()],
            sources: vec![source.to_owned()],
            own: OwnFields::NONE,
        };
        match meeting {
            Some(meeting) => {
                let sentence = &self.sentences[meeting.sentence].text;
                event.kind = meeting.kind;
                event.ordinal = meeting.ordinal;
                let titled = title.is_some_and(|title| meeting::names_kind(title, meeting.kind));
                if meeting.ordinal.is_some() && !titled {
                    event.title = crate::text::capitalise(&meeting.text);
                }
                mark(&mut marks, format!("kind and number, “{}”", meeting.text), sentence);
            }
            None if self.stop.is_some() => {
                let city = event.place.as_ref().and_then(|place| place.city.as_deref()).unwrap_or_default();
                event.title = format!("{}: {city}", event.title);
                event.notes.push("One stop of the journey that the text tells of; each stop is an event here.".to_owned());
            }
            None => {
                event
                    .notes
                    .push("The text names no kind of event that is known; “visit” stands for visits and talks.".to_owned());
            }
        }
        if let Some(known) = known {
            let known = self.archive.record(known).id().to_owned();
            event.related.push(Related { id: known, relation: "perhaps the same event as".to_owned() });
        }
        self.hosts(&mut event, &mut marks);
        self.countries(&mut event, &mut marks);
        if let Some(sentence) = self.sentences.iter().find(|s| meeting::format(&s.text).is_some()) {
            event.format = meeting::format(&sentence.text);
            mark(&mut marks, "format".to_owned(), &sentence.text);
        }
        self.subjects(&mut event, outcomes, &mut marks);
        Ok((event, marks))
    }

    /// The first sentence of the event; of a tour, that of the stop.
    pub(super) fn lead(&self) -> &str {
        let own = self.stop.map(|stop| &self.whole[stop.sentences.start]);
        let first = own.or_else(|| self.sentences.iter().find(|s| s.kind == PassageKind::Paragraph));
        &first.unwrap_or(&self.sentences[0]).text
    }

    /// The archive's event of that kind and number.
    fn known_event(&self, meeting: &meeting::Meeting) -> Option<Id> {
        let ordinal = meeting.ordinal?;
        let events = self.archive.of_type(RecordType::Event).iter().copied();
        let mut same =
            events.filter(|&id| self.archive.event(id).is_some_and(|e| e.kind == meeting.kind && e.ordinal == Some(ordinal)));
        same.next()
    }

    fn stop_at(&self, stop: &Stop, marks: &mut Vec<Inference>) -> (crate::record::Date, Option<Location>) {
        let doubt = stop.doubt.map(|doubt| format!("; in doubt: {doubt}")).unwrap_or_default();
        let city = stop.place.city.as_deref().unwrap_or_default();
        mark(marks, format!("date {}, “{}”{doubt}", stop.date.edtf(), stop.words), self.lead());
        mark(marks, format!("place {city}, a stop of a journey"), self.lead());
        (stop.date.clone(), Some(stop.place.clone()))
    }

    /// A city of the archive after "in", where the sentence tells of the event; or at the head of the text, as agencies write.
    fn place(&self, marks: &mut Vec<Inference>) -> Option<Location> {
        let tells = |text: &str| meeting::tells_of_event(text) && !meeting::tells_of_other_times(text);
        let mut told = self.sentences.iter().filter(|sentence| tells(&sentence.text));
        let found = told.find_map(|sentence| Some((self.cities.of(&sentence.text, false)?, sentence)));
        if let Some((place, sentence)) = found {
            mark(marks, format!("place {}", place.city.as_deref().unwrap_or_default()), &sentence.text);
            return Some(place);
        }
        let lead = self.lead();
        let place = self.cities.at_head(lead).filter(|_| tells(lead))?;
        let what = format!("place {}; in doubt: the text begins with it", place.city.as_deref().unwrap_or_default());
        mark(marks, what, lead);
        Some(place)
    }

    fn hosts(&self, event: &mut Event, marks: &mut Vec<Inference>) {
        for sentence in self.sentences {
            let lower = sentence.text.to_lowercase();
            if !["hosted", "organised", "organized", "sponsored", "convened", "主催", "共催"]
                .iter()
                .any(|word| lower.contains(word))
            {
                continue;
            }
            for mention in self.names.mentions(&sentence.text).iter().filter(|m| m.of_type == RecordType::Organisation) {
                let host = self.archive.record(mention.id);
                if !event.hosts.iter().any(|id| id == host.id()) {
                    event.hosts.push(host.id().to_owned());
                    mark(marks, format!("host {}", host.title()), &sentence.text);
                }
            }
        }
    }

    /// Topics of the outcomes, of the title, and of sentences that tell what was spoken of.
    fn subjects(&self, event: &mut Event, outcomes: &[Outcome], marks: &mut Vec<Inference>) {
        const TALK: [&str; 18] = [
            "exchanged views",
            "exchange of views",
            "discuss",
            "spoke of",
            "talked",
            "talks on",
            "consult",
            "focus",
            "обсуд",
            "обмен",
            "рассмотр",
            "意見を交換",
            "意見交換",
            "議論",
            "協議",
            "話し合",
            "提起",
            "талқыла",
        ];
        for topic in outcomes.iter().flat_map(|o| o.topics.clone()) {
            if !event.topics.contains(&topic) {
                event.topics.push(topic);
            }
        }
        let told = |sentence: &&Sentence| {
            let lower = sentence.text.to_lowercase();
            let is_outcome = || outcomes.iter().any(|outcome| outcome.text == sentence.text);
            TALK.iter().any(|word| lower.contains(word)) || is_outcome()
        };
        let titled = self.head.title.iter().filter(|_| self.stop.is_none()).map(String::as_str);
        let texts = titled.chain(self.sentences.iter().filter(told).map(|sentence| sentence.text.as_str()));
        for text in texts {
            for (topic, words) in self.topics.named(text) {
                if !event.topics.contains(&topic) {
                    mark(marks, format!("topic {topic}, “{words}”"), text);
                    event.topics.push(topic);
                }
            }
        }
    }
}

pub(super) fn mark(marks: &mut Vec<Inference>, what: String, sentence: &str) {
    marks.push(Inference { what, sentence: sentence.to_owned() });
}
