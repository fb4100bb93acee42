//! Where the cursor of a chart stands along its rows or its columns.

/// Where the cursor stands on one axis, and what of the axis is on the screen. The totals come last and are always shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Axis {
    /// The row or column of the cursor.
    pub at: usize,
    /// The first on the screen.
    pub offset: usize,
    /// How many fit on the screen, the totals left out.
    pub room: usize,
}

impl Axis {
    pub(super) fn step(&mut self, by: isize, len: usize) {
        self.at = self.at.saturating_add_signed(by).min(len);
    }

    pub(super) fn fit(&mut self, len: usize, room: u16) {
        self.room = usize::from(room);
        self.at = self.at.min(len);
        if self.at < len {
            self.offset = self.offset.min(self.at).max((self.at + 1).saturating_sub(self.room));
        }
        self.offset = self.offset.min(len.saturating_sub(self.room));
    }

    /// The rows or columns on the screen, of `len`.
    pub fn shown(self, len: usize) -> std::ops::Range<usize> {
        self.offset.min(len)..self.offset.saturating_add(self.room).min(len)
    }
}
