//! Countries that a text shows as taking part; others that it only speaks of are left out.

use super::Inference;
use super::event::{Drafter, mark};
use super::names::Mention;
use super::words::{folded, is_wide};
use crate::record::{Event, Record, RecordType};

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
const DID: [&str; 12] = [
    "joined",
    "attended",
    "participated",
    "took",
    "met",
    "agreed",
    "signed",
    "gathered",
    "hosted",
    "welcomed",
    "represented",
    "participates",
];
/// Beginnings of words before the countries that took part, in Russian, and of what they did.
const RUSSIAN_WHO: [&str; 8] = ["министр", "представител", "делегац", "глав", "эксперт", "президент", "стран", "участник"];
const RUSSIAN_DID: [&str; 7] = ["участ", "прибыл", "собрал", "встретил", "провел", "подписал", "присутств"];

/// How far from a list of countries the words are that tell of it, in bytes.
const NEAR: usize = 200;

impl Drafter<'_> {
    /// The countries of an event whose hosts, place and participants are known.
    pub(super) fn countries(&self, event: &mut Event, marks: &mut Vec<Inference>) {
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
        // Where a traveller stops is whom he visits.
        let place = event.place.as_ref().filter(|_| self.stop.is_some()).and_then(|place| place.country.clone());
        for code in hosts.into_iter().chain(people).chain(place) {
            add(event, &code, "the hosts, participants and place named above");
        }
    }

    /// The countries in lists such as "representatives from A, B and C" and "A and B attended".
    fn taking_part(&self, text: &str) -> Vec<Mention> {
        let countries: Vec<Mention> =
            self.names.mentions(text).into_iter().filter(|m| m.of_type == RecordType::Country).collect();
        let folds = folded(text);
        let (mut found, mut start) = (Vec::new(), 0);
        while start < countries.len() {
            let joins = |a: &Mention, b: &Mention| {
                let gap = text[a.range.end..b.range.start].trim_matches([',', ' ', '、', '・', '及', 'び', '，']);
                matches!(gap, "" | "and" | "&" | "and the" | "the" | "as well as" | "и" | "а также" | "а также из" | "と" | "並")
            };
            let mut end = start + 1;
            while end < countries.len() && joins(&countries[end - 1], &countries[end]) {
                end += 1;
            }
            // The words next to a list tell; a text may hold thousands of lists.
            let from = text.floor_char_boundary(countries[start].range.start.saturating_sub(NEAR));
            let before = &text[from..countries[start].range.start];
            let after = &text[countries[end - 1].range.end..];
            let after = &after[..after.floor_char_boundary(NEAR)];
            let lead = folded(before);
            let tail = folded(after.split(['.', ';']).next().unwrap_or(""));
            let near: Vec<&String> = lead.iter().rev().take(8).collect();
            let introduced = near.iter().take(4).any(|w| ["from", "of", "including"].contains(&w.as_str()))
                && near.iter().any(|w| WHO.contains(&w.as_str()));
            let did = tail.iter().take(3).any(|w| DID.contains(&w.as_str()));
            let begins = |word: &String, stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
            let russian =
                near.iter().take(4).any(|word| begins(word, &RUSSIAN_WHO)) && folds.iter().any(|word| begins(word, &RUSSIAN_DID));
            let lists = is_wide(text) && ["参加", "出席", "開催"].iter().any(|word| text.contains(word)) && end - start >= 2;
            // 「トルクメニスタンからは…出席した」
            let sends = is_wide(text) && after.starts_with("から") && ["参加", "出席"].iter().any(|word| after.contains(word));
            if introduced || did || russian || lists || sends {
                found.extend_from_slice(&countries[start..end]);
            }
            start = end;
        }
        found
    }
}
