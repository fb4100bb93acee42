//! Facets by name, and those that an archive has.

use clap::ValueEnum;

use super::Facet;
use crate::archive::Archive;
use crate::record::RecordType;

impl Facet {
    /// The facet of this name: one that every archive has, or a declared field by which records are counted.
    pub fn named(name: &str, archive: &Archive) -> Option<Self> {
        let known = Self::value_variants().iter().find(|facet| facet.to_possible_value().is_some_and(|v| v.get_name() == name));
        let own = || archive.fields().into_iter().find(|field| field.name == name && field.of_type.is_facet()).map(Self::Own);
        known.copied().or_else(own)
    }

    /// Its name, as [`Self::named`] takes it.
    pub fn name(self) -> String {
        let known = self.to_possible_value().map(|value| value.get_name().to_owned());
        known.unwrap_or_else(|| self.field().to_owned())
    }

    /// Those by which records of the archive can be counted, in the order in which they are offered: first what its packs name
    /// as theirs, then what is declared, then what every archive has.
    pub fn of(archive: &Archive) -> Vec<Self> {
        let has = |of_type: RecordType| !archive.of_type(of_type).is_empty();
        let is_there = |facet: &Self| match facet {
            Self::Country => has(RecordType::Country),
            Self::Topic => has(RecordType::Topic),
            _ => true,
        };
        let declared = archive.packs().iter().flat_map(|pack| &pack.facets).filter_map(|name| Self::named(name, archive));
        let declared = declared.filter(is_there);
        let own = archive.fields().into_iter().filter(|field| field.of_type.is_facet()).map(Self::Own);
        let usual = [
            (Self::Country, has(RecordType::Country)),
            (Self::Topic, has(RecordType::Topic)),
            (Self::Kind, has(RecordType::Event)),
            (Self::Organisation, has(RecordType::Organisation)),
            (Self::Person, has(RecordType::Person)),
            (
                Self::Place,
                archive.event_places().any(|place| place.city.is_some() || place.id.is_some() || !place.stops.is_empty()),
            ),
            (Self::Form, has(RecordType::Outcome) || has(RecordType::Quote)),
            (Self::State, has(RecordType::Outcome)),
            (Self::Year, true),
            (Self::SourceKind, has(RecordType::Source)),
            (Self::Corroboration, has(RecordType::Outcome) || has(RecordType::Quote)),
            (Self::Type, true),
        ];
        let usual = usual.into_iter().filter(|(_, has)| *has).map(|(facet, _)| facet);
        // The first pack decides what comes first: an archive of countries and topics keeps them when a council's pack is added.
        let of_first = archive.packs().first().is_some_and(|pack| !pack.facets.is_empty());
        let (declared, usual): (Vec<Self>, Vec<Self>) = (declared.chain(own).collect(), usual.collect());
        let order = if of_first { [declared, usual] } else { [usual, declared] };
        let mut found: Vec<Self> = Vec::new();
        for facet in order.concat() {
            if !found.contains(&facet) {
                found.push(facet);
            }
        }
        found
    }

    /// Those that the first two panes show, unless the reader chooses others. Panes are counted at every letter of a search, so what
    /// is known only by reading each record is not among them.
    pub fn first_two(archive: &Archive) -> [Self; 2] {
        let is_read = |facet: &Self| matches!(facet, Self::Form | Self::State | Self::Corroboration | Self::Currency);
        match Self::of(archive).into_iter().filter(|facet| !is_read(facet)).collect::<Vec<_>>()[..] {
            [first, second, ..] => [first, second],
            _ => [Self::Year, Self::Type],
        }
    }
}
