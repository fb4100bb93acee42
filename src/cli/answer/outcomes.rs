//! The answer of `outcomes` and `commitments` as types.

use schemars::JsonSchema;
use serde::Serialize;

use super::Outline;
use crate::export::Data;
use crate::record::{Figure, Update};

/// What was agreed, promised, proposed, done or said, and what became of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OutcomeAnswer {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub outline: Outline,
    /// agreement, pledge, proposal, decision, result, discussion or assessment.
    pub form: &'static str,
    /// Id of the event, document or project of which it is an outcome.
    pub made_at: Option<String>,
    /// Ids of the countries, bodies and people who agreed, promised, asked or said it.
    pub by: Vec<String>,
    /// Ids of those for whom, or of whom, it is.
    pub to: Vec<String>,
    /// Numbers as reported and as numbers.
    pub figures: Vec<Figure>,
    /// Until when it is to be done, EDTF.
    pub due: Option<String>,
    /// What became of it last: announced, begun, done, done-in-part, lapsed or not-known; nothing of what asks for nothing.
    pub state: Option<String>,
    /// What became of it, in the order of dates.
    pub updates: Vec<Update>,
    /// primary, secondary or single-secondary.
    pub corroboration: Option<String>,
    /// Ids of sources.
    pub sources: Vec<String>,
}

/// `cadialog.outcomes/1`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Outcomes {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.outcomes/1"))]
    pub schema: &'static str,
    /// The packs that were asked.
    pub data: Data,
    /// The question as understood.
    pub query: String,
    /// How many there are.
    pub total: usize,
    /// How many follow.
    pub returned: usize,
    /// Whether a limit left some out.
    pub truncated: bool,
    /// By date, the oldest first, unless another order was asked for.
    pub results: Vec<OutcomeAnswer>,
}
