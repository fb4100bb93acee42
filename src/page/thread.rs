//! The thread of a topic, country, person, body or place: year by year, what was agreed, promised, proposed, said and done.

use std::cmp::Reverse;

use super::{FULL, Look, Piece, SHORTENED, Target, Writer, outcome, quoted, speaker};
use crate::archive::Id;
use crate::record::{Record, RecordType, Status};

/// What belongs to a time, in the order in which a day lists it.
const DATED: [RecordType; 5] =
    [RecordType::Event, RecordType::Document, RecordType::Outcome, RecordType::Quote, RecordType::Project];

impl Writer<'_> {
    /// Everything dated that refers to the record, the newest year first, each line opening its record; of very much the newest.
    pub(super) fn thread(&mut self) {
        let mut all: Vec<Id> = Vec::new();
        let mut count = 0;
        for of_type in DATED {
            let (ids, of_all) = self.referrers().last(of_type, FULL);
            all.extend(ids);
            count += of_all;
        }
        let place = |id: Id| DATED.iter().position(|&of_type| of_type == self.archive.record_type(id));
        all.sort_by_cached_key(|&id| (Reverse(self.archive.packed_days(id)), place(id), id));
        if count > FULL {
            all.truncate(SHORTENED);
        }
        let more = count - all.len();
        for same in all.chunk_by(|one, other| self.archive.year(*one) == self.archive.year(*other)) {
            let year = self.archive.year(same[0]).map_or_else(|| "Without a date".to_owned(), |year| year.to_string());
            // Of a list that is cut nobody has counted the years.
            self.heading(if more > 0 { year } else { format!("{year} ({})", same.len()) });
            same.iter().for_each(|&id| self.of_thread(id));
        }
        self.and_more(more);
    }

    /// One line of a thread: what it says as the link, then what it is.
    fn of_thread(&mut self, id: Id) {
        let archive = self.archive;
        let record = archive.record(id);
        let text = match record {
            Record::Quote(quote) => quoted(quote),
            _ => archive.title(id, self.language).to_owned(),
        };
        let date = archive.date(id).map(|date| date.brief(self.language)).unwrap_or_default();
        let mut about = match record {
            Record::Event(event) => vec![event.kind.label().to_owned()],
            Record::Document(document) => vec![document.kind.label().to_owned()],
            Record::Outcome(outcome) => {
                let made = outcome::made_at(archive, id).filter(|&made| made != self.id);
                let made =
                    made.map(|made| archive.record(made).short_title().unwrap_or_else(|| archive.title(made, self.language)));
                vec![outcome.form.label().to_owned()].into_iter().chain(made.map(str::to_owned)).collect()
            }
            Record::Quote(quote) => vec![speaker(archive, quote, self.language)],
            _ => vec![record.record_type().name().to_owned()],
        };
        let mut mark = None;
        match record {
            Record::Event(event) if event.status != Status::Held => mark = Some(event.status.label().to_owned()),
            Record::Outcome(of) if of.is_commitment() => about.extend(outcome::state(of, self.language)),
            _ => {}
        }
        let mut pieces = vec![
            Piece::new(format!("{date}  "), Look::Faint),
            Piece { text, look: Look::Plain, target: Some(Target::Record(id)) },
            Piece::new(format!(" · {}", about.join(" · ")), Look::Faint),
        ];
        pieces.extend(mark.map(|mark| Piece::new(format!(" · {mark}"), Look::Warning)));
        self.item(pieces);
    }
}
