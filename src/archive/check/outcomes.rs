//! What `check` says of outcomes: those of the old shape, and dates that lie before what they come from.

use std::ops::Range;

use super::{Checker, KnownRecord};
use crate::archive::diagnostic::{Code, Fault, Spot};
use crate::archive::examine::Examined;
use crate::archive::json::{self, Element};
use crate::archive::{inline, rewrite};
use crate::record::{Date, Outcome, Record, RecordType};
use crate::text::quote;

impl Checker {
    /// Tells once of a pack that it has the old shape.
    pub(super) fn old_shape(&mut self, of_type: RecordType, element: &Element<'_>, spot: &Spot<'_>, examined: &Examined<'_>) {
        if self.path.is_none() {
            return;
        }
        let Some(at) = rewrite::old_shape(of_type, element) else { return };
        let Some(path) = self.path.take() else { return };
        let message = match &spot.source[at.clone()] {
            "\"outcomes\"" => format!("this pack has the old shape: outcomes stand inside this {}", of_type.name()),
            _ => "this pack has the old shape: the words of this figure stand as its value".to_owned(),
        };
        let help = format!("cadialog pack fmt {path} writes it in the new shape; it can be read as it is");
        self.say(spot.diagnostic(Fault::new(at, Code::OldShape, message, help).warning(), examined.id()));
    }

    /// Takes down the ids of the outcomes that stand inside the record.
    pub(super) fn made_outcomes(
        &mut self,
        record: &Record,
        known: KnownRecord,
        replaces: bool,
        spot: &Spot<'_>,
        examined: &Examined<'_>,
    ) {
        let items = examined.element.as_ref().and_then(|element| element.get("outcomes")).map_or(&[][..], Element::items);
        let made = KnownRecord { of_type: RecordType::Outcome, is_made: true, first: None, ..known };
        for (id, item) in inline::ids(record).zip(items) {
            let at = item.span.start..item.span.start + 1;
            self.name((&id, &at), made, replaces, spot, examined);
        }
    }

    /// Tells dates that end before what the outcome comes from begins.
    pub(super) fn follow_dates(&mut self, outcome: &Outcome, spot: &Spot<'_>) {
        if outcome.due.is_none() && outcome.updates.is_empty() {
            return;
        }
        let origins = [("event", &outcome.event), ("document", &outcome.document), ("project", &outcome.project)];
        let origin = || origins.into_iter().find_map(|(_, id)| self.ids.get(id.as_deref()?)?.first);
        let Some(start) = outcome.date.as_ref().map(Date::first).or_else(origin) else { return };
        let is_early = |date: &Date| date.last() < start;
        let early_due = outcome.due.as_ref().filter(|due| is_early(due));
        let early_updates: Vec<usize> = (0..outcome.updates.len()).filter(|&at| is_early(&outcome.updates[at].date)).collect();
        if early_due.is_none() && early_updates.is_empty() {
            return;
        }
        let Some(element) = json::parse(spot.source, spot.range.clone()).0 else { return };
        let mut tell = |at: Option<Range<usize>>, what: &str, date: &Date| {
            let message = format!("{what} {}, before the outcome itself ({start})", quote(date.edtf()));
            let fault = Fault::new(at.unwrap_or(spot.range.clone()), Code::DateOrder, message, "correct one of the two dates");
            self.say(spot.diagnostic(fault, Some(&outcome.id)));
        };
        if let Some(due) = early_due {
            tell(element.get("due").map(|due| due.span.clone()), "this is due by", due);
        }
        let updates = element.get("updates").map_or(&[][..], Element::items);
        for at in early_updates {
            let place = updates.get(at).and_then(|update| update.get("date")).map(|date| date.span.clone());
            tell(place, "this update is of", &outcome.updates[at].date);
        }
    }
}
