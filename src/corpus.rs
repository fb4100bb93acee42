//! The texts of records as a corpus: how many words they have, year by year; what stands beside a word; and what one selection of
//! records says more than another.
//!
//! What a word is, [`text::tokens`](crate::text::tokens) decides, as for search: folded, a number in groups one word, Japanese parted
//! where the script changes. Which texts of a record are read, [`each_text`] says. No window and no count crosses the border of a text.

mod collocates;
mod keyness;
mod measure;
mod node;
mod stop_words;
mod texts;
mod trace;
mod vocabulary;
mod years;

pub use collocates::{Collocate, CollocateOrder, Collocates, Window};
pub use keyness::{Keyness, KeynessOrder, Keyword};
pub use measure::{FEW, contrast, log_dice, log_likelihood, log_ratio, per_thousand};
pub use node::NodeWord;
pub use stop_words::is_stop_word;
pub use texts::each_text;
pub use trace::{PhraseTrace, TracedCount, TracedYear, as_phrase, is_dated};
pub use vocabulary::WordChoice;
pub use years::{PhraseYears, YearTotals};
