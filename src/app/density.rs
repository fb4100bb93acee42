//! How many of the selected events, or of the records listed instead, fall into each year of the whole archive, for the strip above
//! the timeline.

use crate::archive::{Archive, Id};
use crate::record::RecordType;

/// Most years that are counted one by one; a longer archive has no strip.
const LONGEST: usize = 10_000;

/// Events a year, from the first to the last year of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Density {
    /// The first year.
    pub first: i32,
    /// Events of the query, by years from the first.
    pub counts: Vec<usize>,
}

impl Density {
    /// Counts records of one type by year; not left to drawing, since there may be a million.
    pub(super) fn of(archive: &Archive, of_type: RecordType, events: &[Id]) -> Self {
        let year = |id: &Id| archive.year(*id);
        let all = archive.of_type(of_type);
        let ends = (all.iter().find_map(year), all.iter().rev().find_map(year));
        let (Some(first), Some(last)) = ends else { return Self::default() };
        let years = usize::try_from(i64::from(last) - i64::from(first) + 1).ok().filter(|years| *years <= LONGEST);
        let mut counts = vec![0; years.unwrap_or(0)];
        for (year, events) in by_year(archive, events) {
            let slot = year.and_then(|year| usize::try_from(i64::from(year) - i64::from(first)).ok());
            if let Some(slot) = slot.and_then(|n| counts.get_mut(n)) {
                *slot += events.len();
            }
        }
        Self { first, counts }
    }
}

/// Events, which come in the order of their earliest days, parted by the year under which they are filed; few dates need to be
/// looked up for that. Those that have no earliest day are filed under their latest.
pub(super) fn by_year<'a>(archive: &'a Archive, mut rest: &'a [Id]) -> impl Iterator<Item = (Option<i32>, &'a [Id])> {
    let begins = |id: &Id| archive.days(*id).map(|(first, _)| first.year);
    std::iter::from_fn(move || {
        let head = rest.first()?;
        let (year, open) = (archive.year(*head), begins(head) == Some(i32::MIN));
        let begun = if open { 1 } else { rest.partition_point(|id| begins(id) == begins(head)) };
        let others = rest[begun..].iter().take_while(|id| archive.year(**id) == year).count();
        let (events, behind) = rest.split_at(begun + others);
        rest = behind;
        Some((year, events))
    })
}
