//! The session: where the reader is, to be kept for the next start, and the return there.

use super::{App, Focus};
use crate::archive::{Id, Relation};
use crate::export::CitationStyle;
use crate::keys::Action;
use crate::query::{Filter, Query};
use crate::record::RecordType;
use crate::shelf::Session;

impl App {
    /// Where the reader is, to be kept for the next start.
    pub fn session(&self) -> Session {
        let name = |id: Id| self.archive().record(id).id().to_owned();
        let ids = |list: &[Id]| list.iter().map(|&id| name(id)).collect();
        let listed = |condition: &Filter| if let Filter::Type(types) = condition { types.first().copied() } else { None };
        Session {
            query: self.query.text.clone(),
            countries: ids(self.query.chosen(Relation::Country)),
            topics: ids(self.query.chosen(Relation::Topic)),
            facets: self.lists.facets.iter().flatten().cloned().collect(),
            chosen: self
                .query
                .conditions
                .iter()
                .filter(|condition| condition.is_beside_panes())
                .map(|c| c.spell(self.archive()))
                .collect(),
            listed: self.query.conditions.iter().find_map(listed).map(|of_type| of_type.name().to_owned()),
            record: self.reading.detail.id().filter(|&id| !self.archive().is_lost(id)).map(name),
            focus: Some(self.focus.name().to_owned()),
            zoomed: self.screen.zoomed,
            searches: self.remembered().to_vec(),
            style: self.reading.style.map(|style| style.name().to_owned()),
        }
    }

    /// Goes to where the last session ended, and says so if that is not where the reader is anyway. What the packs no
    /// longer hold is passed over.
    pub fn restore(&mut self, session: &Session) {
        self.reading.style = session.style.as_deref().and_then(CitationStyle::named).or(self.reading.style);
        let archive = &self.catalogue.archive;
        let ids = |names: &[String], wanted| -> Vec<Id> {
            let known = names.iter().filter_map(|name| archive.id(name));
            known.filter(|&id| archive.record_type(id) == wanted).collect()
        };
        let mut query = Query::default();
        query.choose(Relation::Country, ids(&session.countries, RecordType::Country));
        query.choose(Relation::Topic, ids(&session.topics, RecordType::Topic));
        session.chosen.iter().filter_map(|chosen| Query::condition(chosen, archive)).for_each(|filter| query.toggle(filter));
        if let [first, second] = &session.facets[..] {
            self.lists.facets = [Some(first.clone()), Some(second.clone())];
        }
        query.set_text(&session.query, archive);
        if let Some(of_type) = session.listed.as_deref().and_then(RecordType::named) {
            query.list_type(Some(of_type), archive);
        }
        query.parsed.finish();
        let record = session.record.as_deref().and_then(|name| archive.id(name)).or(self.reading.detail.id());
        let named = |focus: &Focus| Some(focus.name()) == session.focus.as_deref();
        let focus = Focus::ALL.into_iter().find(named).unwrap_or(self.focus);
        let layout = (focus, session.zoomed);
        if query == self.query && record == self.reading.detail.id() && layout == (self.focus, self.screen.zoomed) {
            return;
        }
        self.asking.input = query.text.clone().into();
        self.ask(query);
        let at = record.and_then(|id| self.row_of(Focus::Timeline, id));
        self.lists.timeline.begin(at.unwrap_or_else(|| self.first_row()));
        self.follow();
        self.show(record);
        (self.focus, self.screen.zoomed) = layout;
        if matches!(focus, Focus::Countries | Focus::Topics | Focus::Quotes) {
            self.select(focus, record);
        }
        self.hold();
        self.settle();
        let clear = self.keymap.hint(Action::ClearFilters);
        self.say(format!("restored the last session; {clear} clears, --fresh starts without it"));
    }
}
