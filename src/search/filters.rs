//! Which records meet the conditions of a query.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fixedbitset::FixedBitSet;

use super::growth::scan;
use super::{Annotations, Catalogue};
use crate::archive::{Archive, Id, Relation};
use crate::query::{Attribute, Filter, Name, Places};
use crate::record::{Record, RecordType, Role, name_of};

/// Whether a record meets a condition.
type Meets<'a> = Box<dyn Fn(Id, &Record) -> bool + Sync + 'a>;

impl Catalogue {
    /// The records that meet all of `conditions`; `annotations` are the reader's own. Incomplete once `stop` is set.
    pub fn meeting<'f>(
        &self,
        conditions: impl IntoIterator<Item = &'f Filter>,
        annotations: &Annotations,
        stop: &AtomicBool,
    ) -> FixedBitSet {
        let mut met = self.facets().all().clone();
        conditions.into_iter().for_each(|condition| met.intersect_with(&condition.records(self, annotations, stop)));
        met
    }
}

impl Catalogue {
    /// Keeps what a condition selected, unless it was stopped.
    fn remember(&self, key: String, found: &Arc<FixedBitSet>, stop: &AtomicBool) {
        if let Ok(mut selected) = self.selected.lock()
            && !stop.load(Ordering::Relaxed)
        {
            selected.insert(key, Arc::clone(found));
        }
    }
}

impl Filter {
    /// The records that meet the condition; `annotations` are the reader's own. Incomplete once `stop` is set.
    pub(super) fn records(&self, catalogue: &Catalogue, annotations: &Annotations, stop: &AtomicBool) -> Arc<FixedBitSet> {
        let (archive, facets) = (&catalogue.archive, catalogue.facets());
        let mut found = FixedBitSet::with_capacity(archive.end());
        match self {
            Self::Type(types) => types.iter().for_each(|&of_type| found.union_with(facets.of_type(of_type))),
            Self::Linked(Relation::Country | Relation::Topic, ids) => {
                found.clone_from(facets.all());
                facets.narrow(&mut found, ids);
            }
            Self::Linked(relation, ids) => ids.iter().for_each(|&id| linked(archive, *relation, id, &mut found)),
            Self::Date(spans) => {
                found.clone_from(facets.all());
                facets.narrow_dates(archive, &mut found, spans);
            }
            Self::Named(Name::Pack, values) => {
                let named = |pack: &str| values.iter().any(|value| pack.to_lowercase().starts_with(value));
                for segment in archive.segments().iter().filter(|segment| named(&segment.info().name)) {
                    found.insert_range(segment.first() as usize..segment.numbers().end as usize);
                }
            }
            Self::Own(field, values) => {
                let key = format!("{self:?}");
                if let Some(known) = catalogue.selected.lock().ok().and_then(|selected| selected.get(&key).cloned()) {
                    return known;
                }
                let having = Arc::new(catalogue.having(field, values, stop));
                catalogue.remember(key, &having, stop);
                return having;
            }
            Self::Named(Name::Mark, _) => annotations.selected(self, &mut |id| found.insert(id.index())),
            Self::Named(..) | Self::Attribute(..) => {
                let told = self.told_by_texts(catalogue, stop);
                if !self.asks_for_annotations() {
                    return told;
                }
                found.clone_from(&told);
                annotations.selected(self, &mut |id| found.insert(id.index()));
            }
        }
        Arc::new(found)
    }

    /// The records that meet a condition which only their texts can tell. Remembered, for of a million it takes a second.
    fn told_by_texts(&self, catalogue: &Catalogue, stop: &AtomicBool) -> Arc<FixedBitSet> {
        let archive = &catalogue.archive;
        let key = format!("{self:?}");
        if let Some(known) = catalogue.selected.lock().ok().and_then(|selected| selected.get(&key).cloned()) {
            return known;
        }
        let meets: Meets<'_> = match self {
            Self::Named(Name::Place, values) => {
                let places: Vec<_> = values.iter().map(|value| Places::new(archive, value)).collect();
                Box::new(move |_, record| places.iter().any(|places| places.hold(archive, record)))
            }
            Self::Named(name, values) => Box::new(|_, record| values.iter().any(|value| name.names(record, value))),
            Self::Attribute(attribute, values) => {
                let referring = values.iter().filter(|_| *attribute == Attribute::Has).filter_map(|value| referring(value));
                let referred: Vec<HashSet<Id>> = referring.map(|of_type| archive.referred_to(of_type)).collect();
                Box::new(move |id, record| {
                    attribute.holds(record, values)
                        || referred.iter().any(|known| known.contains(&id))
                        || *attribute == Attribute::Has && values.contains(&"date") && archive.days(id).is_some()
                        || *attribute == Attribute::State && values.contains(&"overdue") && is_overdue(archive, record)
                        || *attribute == Attribute::Corroboration
                            && archive.corroboration(id).is_some_and(|level| values.contains(&name_of(level).as_str()))
                })
            }
            _ => return Arc::default(),
        };
        let mut found = scan(archive, stop, &|id, record| meets(id, record));
        let belongs: fn(RecordType) -> bool = match self {
            // What was said or issued at an event belongs to its place, and shares its kind.
            Self::Named(Name::Place, _) => |_| true,
            Self::Attribute(Attribute::Kind | Attribute::Status, _) => {
                |t| matches!(t, RecordType::Quote | RecordType::Outcome | RecordType::Document)
            }
            _ => |_| false,
        };
        let events = found.clone();
        for (segment, (number, id)) in archive.segments().iter().flat_map(|s| s.numbers().enumerate().map(move |at| (s, at))) {
            let at_event = || segment.event(number).is_some_and(|event| events.contains(event.index()));
            if segment.type_of(number).is_some_and(belongs) && at_event() {
                found.insert(id as usize);
            }
        }
        if matches!(self, Self::Named(Name::Source, _)) {
            for source in events.ones().map(Id::from_index) {
                archive.referring_as(source, Relation::Source).for_each(|id| found.insert(id.index()));
            }
        }
        let found = Arc::new(found);
        catalogue.remember(key, &found, stop);
        found
    }
}

/// Whether the record should have been done by now.
fn is_overdue(archive: &Archive, record: &Record) -> bool {
    archive.today().is_some_and(|today| matches!(record, Record::Outcome(outcome) if outcome.is_overdue(today)))
}

/// The type of the records that refer to one that has such.
fn referring(what: &str) -> Option<RecordType> {
    match what {
        "quote" => Some(RecordType::Quote),
        "outcome" => Some(RecordType::Outcome),
        "document" => Some(RecordType::Document),
        "project" => Some(RecordType::Project),
        _ => None,
    }
}

/// Records that have to do with the person or body `id`, and it itself; of a speaker, what they said and where.
fn linked(archive: &Archive, relation: Relation, id: Id, found: &mut FixedBitSet) {
    if matches!(relation, Relation::By | Relation::To) {
        archive.referring_as(id, relation).for_each(|from| found.insert(from.index()));
        return;
    }
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
