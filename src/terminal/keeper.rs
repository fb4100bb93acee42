//! What comes of keeping, as an input of the loop.

use super::Input;
use crate::app::Change;
use crate::keeper::Keeper;

impl Keeper {
    /// Makes a change on the shelf; gives what stands there then, or why nothing was changed.
    pub fn keep(&self, change: &Change) -> Input {
        match self.change(change) {
            Ok(read) => Input::Kept(read.contents, read.warning),
            Err(reason) => Input::Refused(reason),
        }
    }
}
