//! What came of it: outcomes, with what became of them and how they were voted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Confidence, Corroboration, Date, Day, Disagreement, Figure, OwnFields};

/// What was agreed, promised, proposed, done, or said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Outcome {
    pub id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub text: String,
    pub form: OutcomeForm,
    /// Id of the event at which it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Id of the document in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Id of the project in which it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Its own date, where it is not that of the event, document or project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Ids of the countries, bodies and people who agreed, promised, asked or said it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// Ids of those for whom, or of whom, it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// Until when it is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corroboration: Option<Corroboration>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Fields that its pack has of its own.
    #[serde(flatten, skip_deserializing)]
    #[schemars(skip)]
    pub own: OwnFields,
}

impl Outcome {
    /// One that says no more than this.
    pub const fn new(id: String, text: String, form: OutcomeForm) -> Self {
        Self {
            id,
            aliases: Vec::new(),
            text,
            form,
            event: None,
            document: None,
            project: None,
            date: None,
            by: Vec::new(),
            to: Vec::new(),
            countries: Vec::new(),
            topics: Vec::new(),
            figures: Vec::new(),
            due: None,
            updates: Vec::new(),
            tally: None,
            corroboration: None,
            confidence: None,
            disagreements: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
            own: OwnFields::NONE,
        }
    }

    /// Whether something is to become of it: an agreement, a pledge or a proposal.
    pub const fn is_open_ended(&self) -> bool {
        matches!(self.form, OutcomeForm::Agreement | OutcomeForm::Pledge | OutcomeForm::Proposal)
    }

    /// Whether somebody is bound by it, to an amount or a date, or it is known what became of it.
    pub fn is_commitment(&self) -> bool {
        matches!(self.form, OutcomeForm::Agreement | OutcomeForm::Pledge)
            && (!self.figures.is_empty() || self.due.is_some() || !self.updates.is_empty())
    }

    /// Whether something was to be done by a day before `today`, and nobody has said that it was done or given up.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.due.as_ref().is_some_and(|due| due.last() < today) && self.state().is_none_or(State::is_open)
    }

    /// The last word on what became of it; none of something of which nothing is to become.
    pub fn state(&self) -> Option<State> {
        let last = self.updates.last().map(|update| update.state);
        last.or_else(|| self.is_open_ended().then_some(State::NotKnown))
    }
}

/// What an outcome is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeForm {
    /// Adopted, decided, launched by the sides.
    Agreement,
    /// One side says that it will do, give or train.
    Pledge,
    /// Asked of others.
    Proposal,
    /// Put to a vote, or found by consensus.
    Decision,
    /// Reported as done.
    Result,
    /// Taken up, described.
    Discussion,
    /// A source’s judgement of it, or of its setting.
    Assessment,
}

impl OutcomeForm {
    /// Every form, in the order in which a page lists them.
    pub const ALL: [Self; 7] =
        [Self::Agreement, Self::Pledge, Self::Proposal, Self::Decision, Self::Result, Self::Discussion, Self::Assessment];

    /// The form in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Pledge => "pledge",
            Self::Proposal => "proposal",
            Self::Decision => "decision",
            Self::Result => "result",
            Self::Discussion => "discussion",
            Self::Assessment => "assessment",
        }
    }

    /// The heading above several of them.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Agreement => "Agreed",
            Self::Pledge => "Promised",
            Self::Proposal => "Proposed",
            Self::Decision => "Decided",
            Self::Result => "Done",
            Self::Discussion => "Discussed",
            Self::Assessment => "As sources judge it",
        }
    }
}

/// What became of an outcome, by a date. Updates stand in the order of their dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Update {
    pub date: Date,
    pub state: State,
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// How far something has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum State {
    Announced,
    Begun,
    Done,
    DoneInPart,
    Lapsed,
    /// Somebody looked and found nothing, or nobody has.
    NotKnown,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Announced, Self::Begun, Self::Done, Self::DoneInPart, Self::Lapsed, Self::NotKnown];

    /// The state in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Begun => "begun",
            Self::Done => "done",
            Self::DoneInPart => "done in part",
            Self::Lapsed => "lapsed",
            Self::NotKnown => "not known",
        }
    }

    /// Whether it is past its date, if it has one.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Lapsed)
    }
}

/// How a decision was voted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Tally {
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub in_favour: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstain: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Vote>,
}

/// The words for each side of a vote, the first as a query asks for it.
const SIDES: [&[&str]; 3] = [
    &["for", "yes", "aye", "yea", "in favour"],
    &["against", "no", "nay"],
    &["abstain", "abstained", "abstaining", "abstention"],
];

impl Tally {
    /// Whether anybody voted so: by the side's name, or in the body's own word.
    pub fn has(&self, vote: &str) -> bool {
        let side = SIDES.iter().position(|words| words.contains(&vote));
        let count = side.and_then(|side| [self.in_favour, self.against, self.abstain][side]);
        let is_so = |cast: &str| cast == vote || side.is_some_and(|side| SIDES[side].contains(&cast));
        count.is_some_and(|count| count > 0) || self.votes.iter().any(|cast| is_so(&cast.vote.to_lowercase()))
    }
}

/// The vote of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Vote {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// In the body’s own word: "for", "against", "abstain".
    pub vote: String,
}
