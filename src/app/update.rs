//! From keys to actions, and from actions to the next state.

use super::history::Place;
use super::{App, Effect, Focus, Mode, Row};
use crate::archive::{Id, Relation};
use crate::export::{Style, cite};
use crate::keys::{Action, Context, Key, Lookup};
use crate::page::Target;
use crate::query::Query;
use crate::record::{Language, Record};

impl App {
    /// Presses a key: what it means is decided by the mode, then by the map.
    pub fn press(&mut self, key: Key) -> Effect {
        let typing = matches!(self.mode, Mode::Search | Mode::Note);
        // On the input line a letter is itself, whatever the layout; as a command it acts by its place.
        self.pressed.push(if typing { key } else { key.latin() });
        let contexts: &[Context] = match (self.mode, self.focus) {
            (Mode::Search | Mode::Note, _) => &[Context::Typing],
            (Mode::Browse, Focus::Detail) => &[Context::Detail, Context::Browse],
            _ => &[Context::Browse],
        };
        match self.keymap.look_up(contexts, &self.pressed) {
            Lookup::Begun => Effect::None,
            Lookup::Action(action) => {
                self.pressed.clear();
                self.update(action)
            }
            Lookup::Nothing => {
                self.pressed.clear();
                let interrupt = self.keymap.look_up(&[Context::Browse], &[key]) == Lookup::Action(Action::Interrupt);
                match key.typed() {
                    _ if typing && interrupt => return Effect::Interrupt,
                    Some(c) if typing => self.insert(c.encode_utf8(&mut [0; 4])),
                    _ => {}
                }
                Effect::None
            }
        }
    }

    /// Keys pressed of a sequence not yet complete, as they are written.
    pub fn begun(&self) -> String {
        self.pressed.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// Carries out an action.
    pub fn update(&mut self, action: Action) -> Effect {
        self.message = None;
        if let Mode::Help(scroll) = self.mode {
            return self.update_help(action, scroll);
        }
        match action {
            Action::Down => self.step(1),
            Action::Up => self.step(-1),
            Action::HalfPageDown => self.step((self.page() / 2).max(1)),
            Action::HalfPageUp => self.step(-(self.page() / 2).max(1)),
            Action::PageDown => self.step(self.page()),
            Action::PageUp => self.step(-self.page()),
            Action::Top => self.step(isize::MIN / 2),
            Action::Bottom => self.step(isize::MAX / 2),
            Action::Open => return self.open(),
            Action::Back => self.back(),
            Action::NextPane => self.cycle(1),
            Action::PreviousPane => self.cycle(Focus::ALL.len() - 1),
            Action::Countries => self.set_focus(Focus::Countries),
            Action::Topics => self.set_focus(Focus::Topics),
            Action::Timeline => self.set_focus(Focus::Timeline),
            Action::Quotes => self.set_focus(Focus::Quotes),
            Action::Detail => self.set_focus(Focus::Detail),
            Action::NextLink => self.detail.step_link(true),
            Action::PreviousLink => self.detail.step_link(false),
            Action::HistoryBack => self.retrace(false),
            Action::HistoryForward => self.retrace(true),
            Action::Search => self.begin_search(),
            Action::Toggle => self.toggle(),
            Action::OnlyThis => self.only_this(),
            Action::ClearFilters => self.clear_filters(),
            Action::FoldYears => self.fold_all(),
            Action::Zoom => self.zoomed = !self.zoomed,
            Action::Language => self.next_language(),
            Action::OpenSource => return self.open_source(),
            Action::CopyText => return self.copy("text", self.detail.id().map(|_| self.detail.text())),
            Action::CopyCitation => return self.copy("citation", self.citation(Style::Chicago)),
            Action::CopyBibtex => return self.copy("BibTeX entry", self.citation(Style::Bibtex)),
            Action::CopyAddress => return self.copy("address", self.address()),
            Action::CopyId => return self.copy("id", self.detail.id().map(|id| self.archive().record(id).id().to_owned())),
            Action::Mark => return self.mark(),
            Action::Marks => self.show_marks(),
            Action::Note => self.begin_note(),
            Action::Help => self.mode = Mode::Help(0),
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            Action::Quit => return Effect::Quit,
            Action::Interrupt => return Effect::Interrupt,
            Action::Accept if self.mode == Mode::Note => return self.keep_note(),
            Action::Cancel if self.mode == Mode::Note => self.mode = Mode::Browse,
            Action::NextHit | Action::PreviousHit if self.mode == Mode::Note => {}
            Action::Accept => self.accept_search(),
            Action::Cancel => self.cancel_search(),
            Action::NextHit => self.step(1),
            Action::PreviousHit => self.step(-1),
            edit => self.edit(edit),
        }
        Effect::None
    }

    fn update_help(&mut self, action: Action, scroll: usize) -> Effect {
        let page = usize::from(self.sizes.help).max(1);
        self.mode = Mode::Help(match action {
            Action::Down => scroll + 1,
            Action::Up => scroll.saturating_sub(1),
            Action::PageDown | Action::HalfPageDown => scroll + page / 2,
            Action::PageUp | Action::HalfPageUp => scroll.saturating_sub(page / 2),
            Action::Top => 0,
            Action::Bottom => usize::MAX / 2,
            Action::Interrupt => return Effect::Interrupt,
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            Action::Back | Action::Help | Action::Quit | Action::Open => {
                self.mode = Mode::Browse;
                return Effect::None;
            }
            _ => scroll,
        });
        Effect::None
    }

    /// Keeps the help's scrolling within its `lines`.
    pub fn fit_help(&mut self, lines: usize) {
        if let Mode::Help(scroll) = self.mode {
            self.mode = Mode::Help(scroll.min(lines.saturating_sub(usize::from(self.sizes.help))));
        }
    }

    /// Rows or lines on the focused pane.
    fn page(&self) -> isize {
        let height = match self.focus {
            Focus::Detail => self.detail.page_height(),
            focus => self.cursor(focus).height().max(1),
        };
        isize::try_from(height).unwrap_or(1)
    }

    /// Moves the cursor of the focused pane, or scrolls the detail.
    fn step(&mut self, rows: isize) {
        match self.focus {
            Focus::Countries => self.countries.move_by(rows, self.view.countries.len()),
            Focus::Topics => self.topics.move_by(rows, self.view.topics.len()),
            Focus::Timeline => {
                self.timeline.move_by(rows, self.rows.len());
                self.leave_divider(rows);
            }
            Focus::Quotes => self.quotes.move_by(rows, self.quote_ids.len()),
            Focus::Detail => return self.detail.scroll_by(rows),
        }
        self.follow();
        self.refit();
    }

    /// Steps off the divider in the direction of travel.
    pub(super) fn leave_divider(&mut self, rows: isize) {
        let at = self.timeline.selected();
        if self.rows.get(at).is_some_and(|row| !row.is_selectable()) {
            let back = rows < 0 && at > 0 || at + 1 >= self.rows.len();
            self.timeline.select(if back { at.saturating_sub(1) } else { at + 1 });
            if at == 0 {
                self.timeline.begin(self.timeline.selected()); // the divider on top stays in sight
            }
        }
    }

    pub(super) fn refit(&mut self) {
        self.fit(self.sizes);
    }

    /// The record at the focused pane's cursor.
    pub fn current(&self) -> Option<Id> {
        match self.focus {
            Focus::Countries => self.view.countries.get(self.countries.selected()).map(|(id, _)| *id),
            Focus::Topics => self.view.topics.get(self.topics.selected()).map(|(id, _)| *id),
            Focus::Timeline => match self.row() {
                Some(Row::Record(id)) => Some(id),
                _ => None,
            },
            Focus::Quotes => self.quote_ids.get(self.quotes.selected()).copied(),
            Focus::Detail => self.detail.id(),
        }
    }

    /// Lets detail and quotes follow the cursor.
    pub(super) fn follow(&mut self) {
        let current = self.current();
        match self.focus {
            Focus::Detail => {}
            Focus::Quotes => {
                if current.is_some() {
                    self.show(current);
                }
            }
            _ => {
                // On a year's heading, or with nothing found, the last record stays in view only if it is still selected.
                let kept = self.anchor.filter(|_| !self.rows.is_empty());
                let anchor = current.or(kept);
                if self.anchor != anchor {
                    self.anchor = anchor;
                    self.quotes.select(0);
                }
                self.make_quotes();
                self.show(anchor);
            }
        }
    }

    pub(super) fn show(&mut self, id: Option<Id>) {
        self.detail.show(&self.catalogue.archive, id, self.language);
    }

    fn set_focus(&mut self, focus: Focus) {
        self.focus = focus;
        self.follow();
    }

    fn cycle(&mut self, steps: usize) {
        let at = Focus::ALL.iter().position(|&focus| focus == self.focus).unwrap_or(0);
        self.set_focus(Focus::ALL[(at + steps) % Focus::ALL.len()]);
    }

    /// Opens the row in the detail, or follows the link chosen there.
    fn open(&mut self) -> Effect {
        if self.focus == Focus::Detail {
            match self.detail.target().cloned() {
                Some(Target::Record(id)) => {
                    self.history.leave(self.place());
                    self.show(Some(id));
                }
                Some(Target::Address(address)) => return self.open_address(address),
                None => self.detail.step_link(true),
            }
            return Effect::None;
        }
        if self.focus == Focus::Timeline && matches!(self.row(), Some(Row::Year { .. })) {
            self.toggle();
        } else if self.current().is_some() {
            self.history.leave(self.place());
            self.focus = Focus::Detail;
        }
        Effect::None
    }

    /// Closes one layer: the chosen link's page, the detail, the search. Never quits.
    fn back(&mut self) {
        if self.zoomed && self.focus != Focus::Detail {
            self.zoomed = false;
        } else if self.focus == Focus::Detail {
            match self.history.back(self.place()) {
                Some(place) => self.go_to(&place),
                None => self.set_focus(Focus::Timeline),
            }
        } else if !self.query.text.is_empty() {
            self.cancel_search();
        } else if self.focus != Focus::Timeline {
            self.set_focus(Focus::Timeline);
        }
    }

    pub(super) fn place(&self) -> Place {
        Place {
            focus: self.focus,
            anchor: self.anchor,
            shown: self.detail.id(),
            scroll: self.detail.scroll(),
            link: self.detail.link(),
            timeline: self.timeline.selected(),
            offset: self.timeline.offset(),
        }
    }

    pub(super) fn go_to(&mut self, place: &Place) {
        self.focus = place.focus;
        self.anchor = place.anchor;
        let at = place.anchor.and_then(|id| self.rows.iter().position(|row| *row == Row::Record(id)));
        if self.query.text.is_empty() || at.is_some() {
            let here = self.rows.get(place.timeline).copied();
            let same = here.is_some() && (at.is_none() || here == place.anchor.map(Row::Record));
            self.timeline.select(if same { place.timeline } else { at.unwrap_or(0) });
        }
        self.make_quotes();
        self.detail.restore(&self.catalogue.archive, place.shown, self.language, place.scroll, place.link);
        self.refit();
    }

    fn retrace(&mut self, forward: bool) {
        let here = self.place();
        let place = if forward { self.history.forward(here) } else { self.history.back(here) };
        match place {
            Some(place) => self.go_to(&place),
            None => self.message = Some(if forward { "nothing to go forward to" } else { "nothing to go back to" }.to_owned()),
        }
    }

    /// Filters by the country or topic at the cursor, or stops; folds or unfolds a year.
    fn toggle(&mut self) {
        if self.focus == Focus::Timeline
            && let Some(Row::Year { year, .. }) = self.row()
        {
            if !self.folded.remove(&year) {
                self.folded.insert(year);
            }
            self.make_rows();
            self.refit();
            return;
        }
        self.change_filters(|query, id, archive| query.toggle(id, archive));
    }

    fn only_this(&mut self) {
        self.change_filters(|query, id, archive| {
            query.countries.clear();
            query.topics.clear();
            query.toggle(id, archive)
        });
    }

    fn change_filters(&mut self, change: impl Fn(&mut Query, Id, &crate::archive::Archive) -> bool) {
        let mut query = self.query.clone();
        let facet = self.current().filter(|&id| change(&mut query, id, &self.catalogue.archive));
        if facet.is_none() {
            self.message = Some("filters are countries and topics: choose one in pane 1 or 2".to_owned());
            return;
        }
        self.ask(query);
        self.follow();
        self.make_quotes();
        self.refit();
    }

    fn clear_filters(&mut self) {
        self.input.reset();
        self.before_search = None;
        self.ask(Query::default());
        self.follow();
        self.make_quotes();
        self.refit();
    }

    fn fold_all(&mut self) {
        let years: Vec<i32> =
            self.rows.iter().filter_map(|row| if let Row::Year { year, .. } = row { Some(*year) } else { None }).collect();
        let current = self.current();
        if self.folded.is_empty() {
            self.folded.extend(years);
        } else {
            self.folded.clear();
        }
        self.make_rows();
        let year = |id: Id| self.archive().date(id).map(crate::record::Date::year);
        let at = current.and_then(|id| {
            let whole = self.rows.iter().position(|row| *row == Row::Record(id));
            whole.or_else(|| self.rows.iter().position(|row| matches!(row, Row::Year { year: y, .. } if Some(*y) == year(id))))
        });
        self.timeline.select(at.unwrap_or(0));
        self.refit();
    }

    fn next_language(&mut self) {
        self.language = match self.language {
            Language::En => Language::Ja,
            Language::Ja => Language::Ru,
            Language::Ru => Language::En,
        };
        let name = match self.language {
            Language::En => "English",
            Language::Ja => "Japanese",
            Language::Ru => "Russian",
        };
        self.message = Some(format!("names in {name}, where the archive has them"));
        let place = self.place();
        self.detail.restore(&self.catalogue.archive, place.shown, self.language, place.scroll, place.link);
    }

    /// The address of the chosen link, else of the record's first source that has one.
    fn address(&self) -> Option<String> {
        if let Some(Target::Address(address)) = self.detail.target() {
            return Some(address.clone());
        }
        let id = self.detail.id()?;
        let mut sources = std::iter::once(id).chain(self.archive().linked(id, Relation::Source));
        sources
            .find_map(|source| if let Record::Source(source) = self.archive().record(source) { source.url.clone() } else { None })
    }

    fn citation(&self, style: Style) -> Option<String> {
        self.detail.id().map(|id| cite(self.archive(), id, style))
    }

    fn open_source(&mut self) -> Effect {
        match self.address() {
            Some(address) => self.open_address(address),
            None => {
                self.message = Some("no address is known for this".to_owned());
                Effect::None
            }
        }
    }

    fn open_address(&mut self, address: String) -> Effect {
        if crate::page::is_openable(&address) {
            self.message = Some(format!("opening {address}"));
            return Effect::Open(address);
        }
        self.message = Some(format!("only web addresses are opened, not {address}"));
        Effect::None
    }

    fn copy(&mut self, what: &str, text: Option<String>) -> Effect {
        let Some(text) = text else {
            self.message = Some(format!("no {what} to copy"));
            return Effect::None;
        };
        self.message = Some(format!("copied the {what} ({})", crate::text::count(text.chars().count(), "character")));
        Effect::Copy(text)
    }

    /// Shows a message until the next key.
    pub fn say(&mut self, message: String) {
        self.message = Some(message);
    }
}
