//! Records that belong where others do: those that say nothing of their own, and those on which others rest or that had a part in
//! them.

use fixedbitset::FixedBitSet;

use super::{Facets, Members};
use crate::archive::{Archive, Id, Relation};
use crate::record::RecordType;

/// What one record takes of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Share {
    Topics,
    Countries,
}

const BOTH: &[Share] = &[Share::Topics, Share::Countries];
const TOPICS: &[Share] = &[Share::Topics];

/// Of whom, who, and what.
type Taking = (Id, Id, Share);

/// Who takes what of records of which type that refer to them: as what, and what of it.
const RESTING: [(RecordType, Relation, &[RecordType], &[Share]); 8] = [
    (RecordType::Source, Relation::Source, &RecordType::ALL, BOTH),
    (RecordType::Organisation, Relation::Host, &[RecordType::Event], BOTH),
    (
        RecordType::Organisation,
        Relation::Organisation,
        &[RecordType::Event, RecordType::Quote, RecordType::Outcome, RecordType::Project],
        BOTH,
    ),
    (RecordType::Organisation, Relation::By, &[RecordType::Outcome], BOTH),
    (RecordType::Organisation, Relation::To, &[RecordType::Outcome], BOTH),
    (RecordType::Person, Relation::Speaker, &[RecordType::Quote], TOPICS),
    (RecordType::Person, Relation::By, &[RecordType::Outcome], TOPICS),
    (RecordType::Place, Relation::Place, &[RecordType::Event], TOPICS),
];

impl Facets {
    /// Puts records where those that rest on them belong, or those on which they rest.
    pub(super) fn derive(&mut self, archive: &Archive) {
        let documents = self.without_own(archive, RecordType::Document, Share::Topics);
        let mut of_events: Vec<Taking> = Vec::new();
        for number in documents.ones() {
            let id = Id::from_index(number);
            let event = event_of(archive, id);
            of_events.extend(event.into_iter().flat_map(|event| BOTH.iter().map(move |&share| (event, id, share))));
        }
        self.take(archive, of_events);
        let mut of_wholes: Vec<Taking> = Vec::new();
        for &share in BOTH {
            let lacking = self.without_own(archive, RecordType::Outcome, share);
            for id in lacking.ones().map(Id::from_index) {
                of_wholes.extend(event_of(archive, id).map(|event| (event, id, share)));
            }
            for (of_type, relation) in [(RecordType::Document, Relation::Document), (RecordType::Project, Relation::Project)] {
                for &whole in archive.of_type(of_type).iter().filter(|_| !lacking.is_clear()) {
                    let parts = archive.referring_as(whole, relation);
                    let parts = parts.filter(|part| lacking.contains(part.index()) && event_of(archive, *part).is_none());
                    of_wholes.extend(parts.map(|part| (whole, part, share)));
                }
            }
        }
        self.take(archive, of_wholes);
        for &country in archive.of_type(RecordType::Country) {
            let sides = [Relation::By, Relation::To].into_iter().flat_map(|side| archive.referring_as(country, side));
            let sides: Vec<u32> = sides.map(|id| id.0).collect();
            self.by_link.entry(country).or_insert_with(|| Members::of(Vec::new())).add(sides);
        }
        let mut of_resting: Vec<Taking> = Vec::new();
        for (of_type, relation, from, shares) in RESTING {
            for &id in archive.of_type(of_type) {
                let of = archive.referring_as(id, relation).filter(|of| from.contains(&archive.record_type(*of)));
                of_resting.extend(of.flat_map(|of| shares.iter().map(move |&share| (of, id, share))));
            }
        }
        self.take(archive, of_resting);
    }

    /// The records of a type that belong to no topic, or to no country.
    fn without_own(&self, archive: &Archive, of_type: RecordType, share: Share) -> FixedBitSet {
        let facets = archive.of_type(if share == Share::Topics { RecordType::Topic } else { RecordType::Country });
        let mut with = FixedBitSet::with_capacity(self.size);
        facets.iter().filter_map(|facet| self.by_link.get(facet)).for_each(|members| members.add_to(&mut with));
        self.of_type(of_type).difference(&with).collect()
    }

    fn take(&mut self, archive: &Archive, mut takings: Vec<Taking>) {
        takings.sort_unstable();
        takings.dedup();
        for (facet, members) in &mut self.by_link {
            let is_topic = archive.record_type(*facet) == RecordType::Topic;
            let wanted = if is_topic { Share::Topics } else { Share::Countries };
            // What a country or topic itself rests on says nothing of what belongs there.
            let more = takings.iter().filter(|(of, _, share)| of != facet && *share == wanted && members.contains(*of));
            let more: Vec<u32> = more.map(|(_, id, _)| id.0).collect();
            members.add(more);
        }
    }
}

fn event_of(archive: &Archive, id: Id) -> Option<Id> {
    archive.segment_of(id).and_then(|(segment, at)| segment.event(at))
}
