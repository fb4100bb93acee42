//! The mouse: whether it is the program's, and what clicks and the wheel mean. Every click does what keys can do.

use super::{App, Effect, Focus, Mode};
use crate::keys::Action;
use crate::record::RecordType;

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Gesture {
    Click,
    WheelUp,
    WheelDown,
}

/// What stood under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointed {
    /// A row of a list, by its place in the list.
    Row(Focus, usize),
    /// The sign of a row: what it is filtered by, or how a year folds. Of an event it is as good as the row.
    Sign(Focus, usize),
    /// A type of record on the line above the list; none is the timeline.
    Type(Option<RecordType>),
    /// A link of the detail, by its number among the page's links.
    Link(usize),
    /// A pane beside its rows and links, or its tab.
    Pane(Focus),
    /// The first line, which is the input line of the search.
    Header,
    /// What lies over the panes.
    Overlay,
    /// Beside what lies over the panes.
    Outside,
    /// Nothing.
    Nowhere,
}

/// Rows or lines that one step of the wheel scrolls.
const STEP: isize = 3;

impl App {
    /// Whether clicks and the wheel are the program's.
    pub fn has_mouse(&self) -> bool {
        self.screen.mouse
    }

    /// Takes clicks and the wheel, or leaves them to the terminal; who calls this tells the terminal.
    pub fn set_mouse(&mut self, on: bool) {
        self.screen.mouse = on;
    }

    pub(super) fn toggle_mouse(&mut self) -> Effect {
        self.screen.mouse = !self.screen.mouse;
        let key = self.keymap.hint(Action::Mouse);
        self.say(if self.screen.mouse {
            format!("clicks and the wheel act here; {key} gives the mouse back to the terminal")
        } else {
            format!("the mouse is the terminal’s, which selects text with it; {key} takes it again")
        });
        Effect::Mouse(self.screen.mouse)
    }

    /// Carries out what the mouse did on `pointed`.
    pub fn point(&mut self, gesture: Gesture, pointed: Pointed) -> Effect {
        if !self.screen.mouse {
            return Effect::None; // was on its way when the mouse was given back
        }
        self.pressed.clear();
        let effect = match gesture {
            Gesture::Click => self.click(pointed),
            Gesture::WheelUp => self.roll(pointed, -STEP),
            Gesture::WheelDown => self.roll(pointed, STEP),
        };
        self.settle();
        effect
    }

    fn click(&mut self, pointed: Pointed) -> Effect {
        self.message = None;
        match pointed {
            Pointed::Outside => return self.update(Action::Back),
            Pointed::Overlay | Pointed::Nowhere => return Effect::None,
            Pointed::Header if self.mode == Mode::Search => return Effect::None,
            Pointed::Header => return self.update(Action::Search),
            _ => {}
        }
        if self.mode == Mode::Search {
            let blank = self.asking.input.value().trim().is_empty();
            self.accept_search();
            if blank {
                return Effect::None; // the rows are others now than those that were clicked on
            }
        }
        match pointed {
            Pointed::Sign(focus, n) if self.is_sign(focus, n) => {
                self.put_cursor(focus, n);
                self.toggle();
            }
            Pointed::Row(focus, n) | Pointed::Sign(focus, n) => {
                if self.focus == focus && self.cursor(focus).selected() == n {
                    return self.open();
                }
                self.put_cursor(focus, n);
            }
            Pointed::Link(link) => {
                self.set_focus(Focus::Detail);
                self.reading.detail.choose_link(link);
                return self.open();
            }
            Pointed::Pane(focus) => self.set_focus(focus),
            Pointed::Type(of_type) => self.list_type(of_type),
            Pointed::Header | Pointed::Overlay | Pointed::Outside | Pointed::Nowhere => {}
        }
        Effect::None
    }

    /// Whether a row has a sign that does something: facets and years.
    fn is_sign(&self, focus: Focus, n: usize) -> bool {
        match focus {
            Focus::Countries | Focus::Topics => true,
            Focus::Timeline => matches!(self.lists.rows.get(n), Some(super::Row::Year { .. })),
            Focus::Quotes | Focus::Detail => false,
        }
    }

    /// Goes to a row of a list.
    fn put_cursor(&mut self, focus: Focus, n: usize) {
        if focus != Focus::Timeline || self.lists.rows.get(n).is_some_and(super::Row::is_selectable) {
            self.lists.cursor(focus).select(n);
        }
        self.set_focus(focus);
    }

    /// Scrolls what is under the wheel; the focus stays where it is.
    fn roll(&mut self, pointed: Pointed, rows: isize) -> Effect {
        let focus = match pointed {
            Pointed::Row(focus, _) | Pointed::Sign(focus, _) | Pointed::Pane(focus) => focus,
            Pointed::Link(_) => Focus::Detail,
            Pointed::Type(_) => Focus::Timeline,
            Pointed::Overlay | Pointed::Outside => {
                let action = if rows < 0 { Action::Up } else { Action::Down };
                (0..rows.abs()).for_each(|_| _ = self.update(action));
                return Effect::None;
            }
            Pointed::Header | Pointed::Nowhere => return Effect::None,
        };
        if focus == Focus::Detail {
            self.reading.detail.scroll_by(rows);
            return Effect::None;
        }
        // A quote has several lines.
        let by = if focus == Focus::Quotes { rows.signum() } else { rows };
        let count = self.row_count(focus);
        self.lists.cursor(focus).scroll_by(by, count);
        if focus == Focus::Timeline {
            self.lists.leave_divider(rows);
        }
        Effect::None
    }
}
