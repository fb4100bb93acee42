//! The event of a draft: each field from the sentence that gives it.

use super::names::{Mention, NameFinder, Topics};
use super::office::{office, office_after};
use super::reading::PassageKind;
use super::sentence::Sentence;
use super::words::folded;
use super::{DraftError, Inference, Options, dates, meeting};
use crate::archive::{Archive, Id};
use crate::record::{
    Date, Event, EventKind, Location, Outcome, OwnFields, Participant, Record, RecordType, Related, Role, Status,
};

/// What a draft is made from.
pub(super) struct Drafter<'a> {
    pub archive: &'a Archive,
    pub names: &'a NameFinder<'a>,
    pub topics: &'a Topics<'a>,
    pub sentences: &'a [Sentence],
    pub options: &'a Options,
}

impl Drafter<'_> {
    /// The event, of which `outcomes` came, and what was inferred for it.
    pub(super) fn event(
        &self,
        id: String,
        title: Option<&str>,
        source: &str,
        outcomes: &[Outcome],
    ) -> Result<(Event, Vec<Inference>), DraftError> {
        let mut marks = Vec::new();
        let meeting = meeting::meeting(self.sentences);
        let known = meeting.as_ref().and_then(|m| self.known_event(m));
        let date = self.date(known, &mut marks)?;
        let lead = self.lead();
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
            place: self.place(&mut marks),
            stops: Vec::new(),
            hosts: Vec::new(),
            chair: None,
            participants: self.participants(&mut marks),
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
        let topics = outcomes.iter().flat_map(|o| o.topics.clone());
        for topic in topics.chain(self.topics.of(title.unwrap_or_default())) {
            if !event.topics.contains(&topic) {
                event.topics.push(topic);
            }
        }
        Ok((event, marks))
    }

    fn lead(&self) -> &str {
        let first = self.sentences.iter().find(|s| s.kind == PassageKind::Paragraph).unwrap_or(&self.sentences[0]);
        &first.text
    }

    /// The archive's event of that kind and number.
    fn known_event(&self, meeting: &meeting::Meeting) -> Option<Id> {
        let ordinal = meeting.ordinal?;
        let events = self.archive.of_type(RecordType::Event).iter().copied();
        let mut same =
            events.filter(|&id| self.archive.event(id).is_some_and(|e| e.kind == meeting.kind && e.ordinal == Some(ordinal)));
        same.next()
    }

    fn date(&self, known: Option<Id>, marks: &mut Vec<Inference>) -> Result<Date, DraftError> {
        let published = self.options.published.as_ref().map(Date::first);
        let known = known.and_then(|id| self.archive.date(id)).map(Date::first);
        // A day without its year may stand with it elsewhere, as at the head of a release.
        let said = |found: &dates::DateMention| dates::resolve(found.what, None, None).map(|date| date.first());
        let mut whole: Vec<_> =
            self.sentences.iter().flat_map(|s| dates::dates(&s.text)).filter_map(|found| said(&found)).collect();
        whole.sort_unstable();
        whole.dedup();
        let mut best: Option<(i32, Date, &Sentence, String)> = None;
        let mut unresolved = Vec::new();
        for sentence in self.sentences.iter().filter(|s| s.kind != PassageKind::Item) {
            for found in dates::dates(&sentence.text) {
                let elsewhere = whole.iter().copied().find(|&day| found.what.is_day(day));
                let date = elsewhere.and_then(|day| dates::resolve(found.what, None, Some(day)));
                let Some(date) = date.or_else(|| dates::resolve(found.what, published, known)) else {
                    unresolved.push(format!("“{}”", found.text));
                    continue;
                };
                let exact = match found.what {
                    dates::What::Days { year: Some(_), .. } => 4,
                    dates::What::Days { .. } => 3,
                    dates::What::Weekday { .. } | dates::What::Offset(_) => 2,
                    dates::What::Month { .. } => 1,
                };
                let telling = 3 * i32::from(meeting::tells_of_event(&sentence.text));
                let score = exact + telling - 4 * i32::from(meeting::tells_of_other_times(&sentence.text));
                if best.as_ref().is_none_or(|(known, ..)| score > *known) {
                    best = Some((score, date, sentence, found.text));
                }
            }
        }
        let Some((_, date, sentence, words)) = best else {
            unresolved.dedup();
            let said = if unresolved.is_empty() { String::new() } else { format!(", only {}", unresolved.join(", ")) };
            return Err(DraftError::NoDate { said: crate::text::truncate(&said, 200, "…").into_owned() });
        };
        let year_said = words.contains(&date.year().to_string());
        let how = match (year_said, published) {
            (true, _) => String::new(),
            _ if whole.contains(&date.first()) => ", with the year that the text gives elsewhere".to_owned(),
            (false, Some(_)) => ", counted from the day of publication".to_owned(),
            (false, None) => ", with the year of the archive’s event of this kind and number".to_owned(),
        };
        mark(marks, format!("date {}, “{words}”{how}", date.edtf()), &sentence.text);
        Ok(date)
    }

    /// A city of the archive after "in", where the sentence tells of the event; or at the head of the text, as agencies write.
    fn place(&self, marks: &mut Vec<Inference>) -> Option<Location> {
        let mut cities: Vec<(String, Option<String>)> = Vec::new();
        for id in self.archive.all() {
            match self.archive.record(id) {
                Record::Country(country) => {
                    if let Some(capital) = &country.capital {
                        let names = [&capital.name].into_iter().chain(&capital.other_names).chain(capital.names.get("ja"));
                        cities.extend(names.map(|name| (name.clone(), Some(country.id.clone()))));
                    }
                }
                Record::Event(event) => {
                    if let Some(place) = &event.place
                        && let Some(city) = &place.city
                    {
                        cities.push((city.clone(), place.country.clone()));
                    }
                }
                _ => {}
            }
        }
        for (number, sentence) in self.sentences.iter().enumerate() {
            let text = &sentence.text;
            if !meeting::tells_of_event(text) || meeting::tells_of_other_times(text) {
                continue;
            }
            let named = cities.iter().find(|(city, _)| {
                let after = |lead: &str| text.contains(&format!("{lead}{city}"));
                let followed =
                    |lead: &str| text.split(&format!("{lead}{city}")).nth(1).is_some_and(|rest| !rest.starts_with(" Dialogue"));
                ["in ", "at "].iter().any(|lead| after(lead) && followed(lead))
                    || number == 0 && text.to_uppercase().starts_with(&format!("{},", city.to_uppercase()))
                    || ["で", "にて", "において"].iter().any(|end| text.contains(&format!("{city}{end}")))
            });
            if let Some((city, country)) = named {
                mark(marks, format!("place {city}"), text);
                return Some(Location { city: Some(city.clone()), country: country.clone(), ..Location::default() });
            }
        }
        None
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

    /// Countries that the text shows as taking part; others that it only speaks of are left out.
    fn countries(&self, event: &mut Event, marks: &mut Vec<Inference>) {
        let mut add = |event: &mut Event, code: &str, sentence: &str| {
            if !event.countries.iter().any(|known| known == code) {
                event.countries.push(code.to_owned());
                mark(marks, format!("country {code}"), sentence);
            }
        };
        for sentence in self.sentences {
            for mention in self.taking_part(&sentence.text) {
                add(event, self.archive.record(mention.id).id(), &sentence.text);
            }
            let folds = folded(&sentence.text);
            let sides = ["counterpart", "counterparts", "delegation", "delegates", "participants", "representatives", "side"];
            for pair in folds.windows(2).filter(|pair| sides.contains(&&*pair[1])) {
                if let Some(code) = self.names.country_of_people(&pair[0]) {
                    add(event, code, &sentence.text);
                }
            }
        }
        let of_host = |id: &String| match self.archive.id(id).map(|id| self.archive.record(id)) {
            Some(Record::Organisation(body)) => body.country.clone(),
            _ => None,
        };
        let hosts: Vec<String> = event.hosts.iter().filter_map(of_host).collect();
        let people: Vec<String> = event.participants.iter().filter_map(|p| p.country.clone()).collect();
        for code in hosts.into_iter().chain(people) {
            add(event, &code, "the hosts and participants named above");
        }
    }

    /// The countries in lists such as "representatives from A, B and C" and "A and B attended".
    fn taking_part(&self, text: &str) -> Vec<Mention> {
        const WHO: [&str; 14] = [
            "representatives",
            "delegates",
            "delegations",
            "officials",
            "ministers",
            "minister",
            "experts",
            "participants",
            "members",
            "leaders",
            "ambassadors",
            "president",
            "presidents",
            "countries",
        ];
        const DID: [&str; 10] =
            ["joined", "attended", "participated", "took", "met", "agreed", "signed", "gathered", "hosted", "welcomed"];
        let countries: Vec<Mention> =
            self.names.mentions(text).into_iter().filter(|m| m.of_type == RecordType::Country).collect();
        let mut found = Vec::new();
        let mut start = 0;
        while start < countries.len() {
            let joins = |a: &Mention, b: &Mention| {
                let gap = text[a.range.end..b.range.start].trim_matches([',', ' ', '、', '・', '及', 'び', '，']);
                matches!(gap, "" | "and" | "&" | "and the" | "the" | "as well as") || gap == "," || gap.chars().all(|c| c == '、')
            };
            let mut end = start + 1;
            while end < countries.len() && joins(&countries[end - 1], &countries[end]) {
                end += 1;
            }
            let (before, after) = (&text[..countries[start].range.start], &text[countries[end - 1].range.end..]);
            let lead = folded(before);
            let tail = folded(after.split(['.', ';']).next().unwrap_or(""));
            let near: Vec<&String> = lead.iter().rev().take(8).collect();
            let introduced = near.iter().take(4).any(|w| ["from", "of", "including"].contains(&w.as_str()))
                && near.iter().any(|w| WHO.contains(&w.as_str()));
            let did = tail.iter().take(3).any(|w| DID.contains(&w.as_str()));
            let wide = super::words::is_wide(text)
                && ["参加", "出席", "開催"].iter().any(|word| text.contains(word))
                && end - start >= 2;
            if introduced || did || wide {
                found.extend_from_slice(&countries[start..end]);
            }
            start = end;
        }
        found
    }

    /// People of the archive whom the text names in full, with the words of their family names.
    pub(super) fn people(&self) -> Vec<(Id, Vec<String>)> {
        let mut found: Vec<(Id, Vec<String>)> = Vec::new();
        for mention in self.sentences.iter().flat_map(|s| self.names.mentions(&s.text)) {
            let Record::Person(person) = self.archive.record(mention.id) else { continue };
            if !found.iter().any(|(id, _)| *id == mention.id) {
                let family = person.sort_name.as_deref().and_then(|name| name.split_once(',')).map(|(family, _)| family);
                let family = family.or_else(|| person.name.split_whitespace().next()).unwrap_or_default();
                found.push((mention.id, folded(family)));
            }
        }
        found
    }

    fn participants(&self, marks: &mut Vec<Inference>) -> Vec<Participant> {
        let mut found: Vec<Participant> = Vec::new();
        for sentence in self.sentences {
            for mention in self.names.mentions(&sentence.text) {
                let Record::Person(person) = self.archive.record(mention.id) else { continue };
                if found.iter().any(|p| p.person.as_ref() == Some(&person.id)) {
                    continue;
                }
                let lower = sentence.text.to_lowercase();
                let opens = ["opening remarks", "opening address", "opening speech"].iter().any(|words| lower.contains(words));
                found.push(Participant {
                    person: Some(person.id.clone()),
                    office: office(&sentence.text[..mention.range.start])
                        .or_else(|| office_after(&sentence.text[mention.range.end..])),
                    country: person.country.clone(),
                    role: opens.then_some(Role::Opening),
                    note: Some("DateMention by name; whether the person took part is for you to check.".to_owned()),
                    ..Participant::default()
                });
                mark(marks, format!("participant {}", person.name), &sentence.text);
            }
        }
        found
    }
}

fn mark(marks: &mut Vec<Inference>, what: String, sentence: &str) {
    marks.push(Inference { what, sentence: sentence.to_owned() });
}
