//! The help on top of everything: scrolled, and narrowed by typing.

use tui_input::Input;

use super::{App, Effect, Mode};
use crate::keys::Action;

/// The filter of the help.
#[derive(Debug, Default)]
pub(super) struct HelpFilter {
    pub input: Input,
    /// Whether letters are typed into it.
    pub typing: bool,
}

impl App {
    pub(super) fn update_help(&mut self, action: Action, scroll: usize) -> Effect {
        if self.dialogs.help.typing {
            return self.update_help_filter(action, scroll);
        }
        let page = usize::from(self.screen.sizes.help).max(1);
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
            Action::Search => {
                self.dialogs.help.typing = true;
                scroll
            }
            Action::Palette => {
                self.open_palette();
                return Effect::None;
            }
            Action::Back if !self.help_filter().is_empty() => {
                self.show_all_help();
                return Effect::None;
            }
            Action::Mouse => return self.toggle_mouse(),
            Action::Back | Action::Help | Action::Quit | Action::Open => {
                self.close_help();
                return Effect::None;
            }
            _ => {
                self.say_without_use(action);
                scroll
            }
        });
        Effect::None
    }

    /// Keeps the help's scrolling within its `lines`.
    pub fn fit_help(&mut self, lines: usize) {
        if let Mode::Help(scroll) = self.mode {
            self.mode = Mode::Help(scroll.min(lines.saturating_sub(usize::from(self.screen.sizes.help))));
        }
    }

    /// What narrows the help.
    pub fn help_filter(&self) -> &str {
        self.dialogs.help.input.value()
    }

    /// The input line of the help while letters are typed into it.
    pub fn help_input(&self) -> Option<&Input> {
        self.dialogs.help.typing.then_some(&self.dialogs.help.input)
    }

    /// Types a filter into the help.
    pub(super) fn update_help_filter(&mut self, action: Action, scroll: usize) -> Effect {
        match action {
            Action::Accept | Action::Complete => self.dialogs.help.typing = false,
            Action::Cancel => self.show_all_help(),
            Action::NextHit => self.mode = Mode::Help(scroll + 1),
            Action::PreviousHit => self.mode = Mode::Help(scroll.saturating_sub(1)),
            Action::EarlierSearch | Action::LaterSearch => {}
            edit => _ = self.edit(edit),
        }
        Effect::None
    }

    /// Takes the filter from the help.
    pub(super) fn show_all_help(&mut self) {
        self.dialogs.help = HelpFilter::default();
        self.mode = Mode::Help(0);
    }

    /// Closes the help.
    pub(super) fn close_help(&mut self) {
        self.dialogs.help = HelpFilter::default();
        self.mode = self.behind_help();
    }
}
