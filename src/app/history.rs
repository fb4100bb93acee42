//! Where the reader has been.

use super::Focus;
use crate::archive::Id;

/// A place to return to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HistoryEntry {
    pub focus: Focus,
    pub anchor: Option<Id>,
    pub shown: Option<Id>,
    pub scroll: usize,
    pub link: Option<usize>,
    pub timeline: usize,
    /// The first row on the screen.
    pub offset: usize,
}

/// Places before and after this one.
#[derive(Debug, Default)]
pub(super) struct History {
    back: Vec<HistoryEntry>,
    forward: Vec<HistoryEntry>,
}

/// Places that are remembered; the oldest go first.
const MOST: usize = 200;

impl History {
    /// Remembers `here` before the reader goes somewhere new.
    pub fn leave(&mut self, here: HistoryEntry) {
        self.forward.clear();
        self.back.push(here);
        if self.back.len() > MOST {
            self.back.remove(0);
        }
    }

    /// The place before; `here` becomes the one to go forward to.
    pub fn back(&mut self, here: HistoryEntry) -> Option<HistoryEntry> {
        let place = self.back.pop()?;
        self.forward.push(here);
        Some(place)
    }

    /// Changes every place, and forgets those for which there is no other.
    pub fn keep(&mut self, change: impl Fn(&HistoryEntry) -> Option<HistoryEntry>) {
        for places in [&mut self.back, &mut self.forward] {
            *places = places.iter().filter_map(&change).collect();
        }
    }

    /// The place that was gone back from.
    pub fn forward(&mut self, here: HistoryEntry) -> Option<HistoryEntry> {
        let place = self.forward.pop()?;
        self.back.push(here);
        Some(place)
    }
}
