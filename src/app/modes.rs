//! From keys to actions, and from actions to the next state: one `update` a mode.

use super::{App, Beside, Dialog, Effect, Focus, Mode};
use crate::export::CitationStyle;
use crate::keys::{Action, Context, Key, Lookup};

impl App {
    /// Presses a key: what it means is decided by the mode, then by the map. Ctrl-C ends the program whatever the mode, the
    /// map and the keys before it.
    pub fn press(&mut self, key: Key) -> Effect {
        if key == Key::INTERRUPT {
            return Effect::Interrupt;
        }
        if self.picks(key) {
            return Effect::Quit;
        }
        let typing = self.is_typing();
        self.pressed.push(key);
        // What was said of the key before says nothing of this one.
        self.message = None;
        let mut meant = self.keymap.look_up(self.contexts(), &self.pressed);
        // On the input line a letter is itself, whatever the layout; as a command it acts by its place, too.
        if meant == Lookup::Nothing && !typing {
            meant = self.keymap.look_up(self.contexts(), &self.by_place());
        }
        match meant {
            Lookup::Begun => Effect::None,
            Lookup::Action(action) => {
                self.pressed.clear();
                self.update(action)
            }
            Lookup::Nothing => {
                let pressed = std::mem::take(&mut self.pressed);
                let elsewhere = self.keymap.look_up(&[Context::Browse], &[key]);
                match key.typed() {
                    _ if typing && elsewhere == Lookup::Action(Action::Interrupt) => return Effect::Interrupt,
                    None if typing && elsewhere == Lookup::Action(Action::Suspend) => return Effect::Suspend,
                    None if let (Mode::Dialog(_), Lookup::Action(page @ (Action::PageDown | Action::PageUp))) =
                        (self.mode, elsewhere) =>
                    {
                        return self.update(page);
                    }
                    Some(c) if self.mode == Mode::Dialog(Dialog::Override) => {
                        self.insert(c.encode_utf8(&mut [0; 4]));
                        return self.update(Action::Accept);
                    }
                    Some(c) if typing => self.insert(c.encode_utf8(&mut [0; 4])),
                    _ => self.say_meaningless(&pressed),
                }
                Effect::None
            }
        }
    }

    /// Carries out an action.
    pub fn update(&mut self, action: Action) -> Effect {
        self.message = None;
        let effect = self.act(action);
        self.settle();
        effect
    }

    /// Carries out an action as the mode has it.
    pub(super) fn act(&mut self, action: Action) -> Effect {
        match self.mode {
            Mode::Browse => self.update_browse(action),
            Mode::Search => self.update_search(action),
            Mode::Note => self.update_note(action),
            Mode::Find => self.update_find(action),
            Mode::Charts => self.update_charts(action),
            Mode::Map => self.update_map(action),
            Mode::Dialog(kind) => self.update_dialog(action, kind),
            Mode::Help(scroll) => self.update_help(action, scroll),
        }
    }

    /// Carries out an action on the panes.
    pub(super) fn update_browse(&mut self, action: Action) -> Effect {
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
            // Where nothing is left to close, Esc leaves what was opened for one question only.
            Action::Back => {
                return if self.back() || self.picking.is_none() { Effect::None } else { Effect::Quit };
            }
            Action::NextPane => self.cycle(1),
            Action::PreviousPane => self.cycle(Focus::ALL.len() - 1),
            Action::Countries => self.set_focus(Focus::Countries),
            Action::Topics => self.set_focus(Focus::Topics),
            Action::Timeline => self.set_focus(Focus::Timeline),
            Action::Quotes => self.go_beside(),
            Action::Outcomes => self.show_beside(Beside::Outcomes),
            Action::NextType => self.step_type(true),
            Action::PreviousType => self.step_type(false),
            Action::Detail => self.set_focus(Focus::Detail),
            Action::Find => self.begin_find(),
            Action::NextFound => self.step_found(true),
            Action::PreviousFound => self.step_found(false),
            Action::Concordance => self.toggle_concordance(),
            Action::NextLink => self.step_link(true),
            Action::PreviousLink => self.step_link(false),
            Action::HistoryBack => self.retrace(false),
            Action::HistoryForward => self.retrace(true),
            Action::Search => self.begin_search(),
            Action::Toggle => self.toggle(),
            Action::OnlyThis => self.only_this(),
            Action::WholeTopic => self.ask_whole_topic(),
            Action::ClearFilters => self.clear_filters(),
            Action::FoldYears => self.fold_all(),
            Action::Charts => self.show_charts(),
            Action::Sort => self.next_order(),
            Action::ReverseSort => self.reverse_order(),
            Action::CellLeft | Action::CellRight | Action::FirstCell | Action::LastCell | Action::PerThousand => {
                self.say_without_use(action);
            }
            Action::Zoom => self.screen.zoomed = !self.screen.zoomed,
            Action::Language => self.next_language(),
            Action::OpenSource => return self.open_source(),
            Action::CopyText => return self.copy("text", self.reading.detail.id().map(|_| self.reading.detail.text())),
            Action::CopyCitation => return self.copy_citation(),
            Action::CitationStyle => self.choose_style(),
            Action::CopyBibtex => return self.copy("BibTeX entry", self.citation(CitationStyle::Bibtex)),
            Action::CopyAddress => return self.copy_address(),
            Action::CopyId => {
                return self.copy("id", self.reading.detail.id().map(|id| self.archive().record(id).id().to_owned()));
            }
            Action::CopyQuote => return self.copy_quote(),
            Action::Mark => return self.mark(),
            Action::Marks => self.show_marks(),
            Action::GroupMark => self.begin_grouping(),
            Action::Note => return self.begin_note(),
            Action::Notes => self.show_notes(),
            Action::News => self.show_news(),
            Action::Searches => return self.show_searches(),
            Action::SaveSearch => self.begin_saving(),
            Action::Edit => return self.edit_record(),
            Action::Export => self.begin_export(),
            Action::Verify => self.begin_verifying(),
            Action::Commitments => return self.show_commitments(),
            Action::Compare => return self.show_comparison(),
            Action::Trace => self.begin_tracing(),
            Action::Facets => self.choose_facet(),
            Action::Palette => self.open_palette(),
            Action::Map => self.open_map(),
            Action::Help => self.mode = Mode::Help(0),
            Action::Mouse => return self.toggle_mouse(),
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            Action::Quit => return Effect::Quit,
            Action::Interrupt => return Effect::Interrupt,
            // These are for input lines.
            _ => {}
        }
        Effect::None
    }
}
