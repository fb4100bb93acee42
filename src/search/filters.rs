//! Which records meet the conditions of a query.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fixedbitset::FixedBitSet;

use super::Catalogue;
use crate::archive::{Archive, Id, Relation};
use crate::query::{Attribute, Filter, Name, Places, has, places, referring};
use crate::record::{Record, RecordType, Role};

/// Whether a record of a volume meets a condition.
type Meets<'a> = Box<dyn Fn(Id, &Record) -> bool + Sync + 'a>;

impl Filter {
    /// The records that meet the condition; `marked` are those on the reader's own shelf. Incomplete once `stop` is set.
    pub(crate) fn records(&self, catalogue: &Catalogue, marked: &HashSet<Id>, stop: &AtomicBool) -> FixedBitSet {
        let (archive, facets) = (&catalogue.archive, catalogue.facets());
        let mut found = FixedBitSet::with_capacity(archive.len());
        match self {
            Self::Type(types) => types.iter().for_each(|&of_type| found.union_with(facets.of_type(of_type))),
            Self::Linked(Relation::Country | Relation::Topic, ids) => {
                found.clone_from(facets.all());
                facets.narrow(&mut found, ids);
            }
            Self::Linked(relation, ids) => ids.iter().for_each(|&id| linked(archive, *relation, id, &mut found)),
            Self::Named(name, values) => {
                values.iter().for_each(|value| name.records(archive, value, &mut found));
                if *name != Name::Pack {
                    found.union_with(&self.in_volumes(catalogue, stop));
                }
            }
            Self::Date(spans) => {
                found.clone_from(facets.all());
                facets.narrow_dates(archive, &mut found, spans);
            }
            Self::Attribute(attribute, values) => {
                let holds = |id: &Id| attribute.holds(archive, *id, archive.record(*id), values, marked);
                archive.resident().filter(holds).for_each(|id| found.insert(id.index()));
                marked.iter().filter(|_| values.contains(&"marked")).for_each(|id| found.insert(id.index()));
                found.union_with(&self.in_volumes(catalogue, stop));
            }
        }
        found
    }

    /// The records of volumes that meet a condition which only their texts can tell. Remembered, for it takes a second.
    fn in_volumes(&self, catalogue: &Catalogue, stop: &AtomicBool) -> Arc<FixedBitSet> {
        let archive = &catalogue.archive;
        if archive.segments().is_empty() {
            return Arc::default();
        }
        let key = format!("{self:?}");
        if let Some(known) = catalogue.scanned.lock().ok().and_then(|scanned| scanned.get(&key).cloned()) {
            return known;
        }
        let meets: Meets<'_> = match self {
            Self::Named(Name::Place, values) => {
                let places: Vec<Places> = values.iter().filter_map(|value| places(archive, value)).collect();
                Box::new(move |_, record| places.iter().any(|places| places.hold(record)))
            }
            Self::Named(name, values) => Box::new(|id, record| values.iter().any(|value| name.names(archive, id, record, value))),
            Self::Attribute(attribute, values) => attribute.of_volumes(archive, values),
            _ => return Arc::default(),
        };
        let mut found = super::growth::scan(archive, None, stop, &|id, record| meets(id, record));
        if matches!(self, Self::Named(Name::Place, _) | Self::Attribute(Attribute::Kind | Attribute::Status, _)) {
            // What was said or issued at an event belongs to its place, and shares its kind.
            for segment in archive.segments() {
                for (number, id) in segment.numbers().enumerate() {
                    if segment.event(number).is_some_and(|event| found.contains(event.index())) {
                        found.grow_and_insert(id as usize);
                    }
                }
            }
        }
        if matches!(self, Self::Named(Name::Source, _)) {
            let sources: Vec<Id> = found.ones().map(|number| Id(u32::try_from(number).unwrap_or(u32::MAX))).collect();
            for source in sources {
                archive.linking(source, Relation::Source, 0).into_iter().for_each(|id| found.grow_and_insert(id.index()));
            }
        }
        let found = Arc::new(found);
        if let Ok(mut scanned) = catalogue.scanned.lock()
            && !stop.load(Ordering::Relaxed)
        {
            scanned.insert(key, Arc::clone(&found));
        }
        found
    }
}

impl Name {
    /// The records in memory that bear the name, and those that belong to them.
    fn records(self, archive: &Archive, value: &str, found: &mut FixedBitSet) {
        if self == Self::Place {
            let Some(places) = places(archive, value) else { return };
            let events = archive.of_type(RecordType::Event).iter().filter(|id| archive.segment_of(**id).is_none());
            for &event in events.filter(|&&id| places.hold(archive.record(id))) {
                found.insert(event.index());
                // What was said or issued at an event belongs to its place.
                archive.referring_as(event, Relation::Event).for_each(|id| found.insert(id.index()));
            }
            return;
        }
        for id in archive.resident().filter(|&id| self.names(archive, id, archive.record(id), value)) {
            found.insert(id.index());
            if self == Self::Source {
                archive.referring_as(id, Relation::Source).for_each(|from| found.insert(from.index()));
            }
        }
        if self == Self::Pack {
            for segment in archive.segments().iter().filter(|s| s.info().name.to_lowercase().starts_with(value)) {
                found.insert_range(segment.first() as usize..segment.numbers().end as usize);
            }
        }
    }
}

/// Records that have to do with the person or body `id`, and it itself; of a speaker, what they said and where.
fn linked(archive: &Archive, relation: Relation, id: Id, found: &mut FixedBitSet) {
    if relation == Relation::Speaker {
        archive.referring_as(id, Relation::Speaker).for_each(|quote| found.insert(quote.index()));
        let name = archive.record(id).id();
        for event in archive.referring(id, RecordType::Event) {
            let spoke = archive.event(event).is_some_and(|event| {
                event.participants.iter().any(|who| {
                    who.person.as_deref() == Some(name)
                        && matches!(who.role, Some(Role::Speaker | Role::Keynote | Role::Opening | Role::Closing))
                })
            });
            if spoke {
                found.insert(event.index());
            }
        }
        return;
    }
    found.insert(id.index());
    for of_type in RecordType::ALL {
        archive.referring(id, of_type).iter().for_each(|from| found.insert(from.index()));
    }
}

impl Attribute {
    /// As [`Self::holds`], for the records of volumes; what is marked is not told by their texts.
    pub(crate) fn of_volumes<'a>(self, archive: &'a Archive, values: &'a [&'static str]) -> Meets<'a> {
        if self != Self::Has {
            let unmarked = HashSet::new();
            return Box::new(move |id, record| self.holds(archive, id, record, values, &unmarked));
        }
        let referring: Vec<HashSet<Id>> =
            values.iter().filter_map(|value| referring(value)).map(|of_type| archive.referred_to(of_type)).collect();
        Box::new(move |id, record| {
            values.iter().any(|value| has(record, value) || *value == "date" && archive.days(id).is_some())
                || referring.iter().any(|known| known.contains(&id))
        })
    }
}
