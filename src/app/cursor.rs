//! A cursor in a list: the selected row, and the first row on the screen.

/// Always within the list, once fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    selected: usize,
    offset: usize,
    height: usize,
}

impl Cursor {
    /// The selected row.
    pub fn selected(self) -> usize {
        self.selected
    }

    /// The first row on the screen.
    pub fn offset(self) -> usize {
        self.offset
    }

    /// Rows that fit on the screen.
    pub fn height(self) -> usize {
        self.height
    }

    /// Selects a row.
    pub fn select(&mut self, row: usize) {
        self.selected = row;
    }

    /// Selects a row of a new list, which is shown from its top.
    pub fn begin(&mut self, row: usize) {
        self.selected = row;
        self.offset = 0;
    }

    /// Selects a row where the list was shown from `offset` on.
    pub fn restore(&mut self, row: usize, offset: usize) {
        self.selected = row;
        self.offset = offset;
    }

    /// Moves by `rows`, stopping at the ends of a list of `len`.
    pub fn move_by(&mut self, rows: isize, len: usize) {
        self.selected = self.selected.saturating_add_signed(rows).min(len.saturating_sub(1));
    }

    /// Scrolls a list of `len`; the selection stays, unless it would leave the screen.
    pub fn scroll_by(&mut self, rows: isize, len: usize) {
        self.offset = self.offset.saturating_add_signed(rows).min(len.saturating_sub(self.height));
        self.selected = self.selected.clamp(self.offset, self.offset + self.height.max(1) - 1).min(len.saturating_sub(1));
    }

    /// Keeps selection and screen within a list of `len` rows of which `height` fit.
    pub fn fit(&mut self, len: usize, height: u16) {
        self.height = usize::from(height);
        self.selected = self.selected.min(len.saturating_sub(1));
        let last_offset = len.saturating_sub(self.height);
        if self.selected < self.offset {
            self.offset = self.selected;
        } else if self.height > 0 && self.selected >= self.offset + self.height {
            self.offset = self.selected + 1 - self.height;
        }
        self.offset = self.offset.min(last_offset);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_is_always_on_the_screen() {
        let mut cursor = Cursor::default();
        for (row, len, height) in [(9, 10, 3), (0, 10, 3), (5, 3, 2), (7, 0, 4), (3, 8, 0), (99, 100, 50)] {
            cursor.select(row);
            cursor.fit(len, height);
            assert!(cursor.selected() < len.max(1));
            assert!(height == 0 || (cursor.offset()..cursor.offset() + usize::from(height)).contains(&cursor.selected()));
        }
    }
}
