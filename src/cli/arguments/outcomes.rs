//! The arguments of `outcomes` and `commitments`.

use clap::Args;

use super::{Filters, ListOptions, Matching};

/// Which outcomes, and how they are printed.
#[derive(Debug, Args)]
#[allow(missing_docs)]
pub struct OutcomeArguments {
    /// Words to select by, as for search; none for all
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub which: OutcomeFilters,
    #[command(flatten)]
    pub list: ListOptions,
    #[command(flatten)]
    pub matching: Matching,
}

/// Which outcomes; those named for one option are alternatives.
#[derive(Debug, Args, Default, Clone)]
pub struct OutcomeFilters {
    /// Only of this form: agreement, pledge, proposal, decision, result, discussion, assessment
    #[arg(long, value_name = "FORM", value_delimiter = ',')]
    pub form: Vec<String>,
    /// Only of which this became: announced, begun, done, done-in-part, lapsed, not-known
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    pub state: Vec<String>,
    /// Only what these agreed, promised or proposed: countries, bodies or people
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    pub by: Vec<String>,
    /// Only what is for these, or of these
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    pub to: Vec<String>,
}

impl OutcomeFilters {
    /// `filters` with these besides, of outcomes only.
    pub fn beside(&self, filters: &Filters) -> Filters {
        let mut filters = Filters { of_type: vec!["outcome".to_owned()], ..filters.clone() };
        for (field, values) in [("form", &self.form), ("state", &self.state), ("by", &self.by), ("to", &self.to)] {
            filters.fields.extend((!values.is_empty()).then(|| (field, values.clone())));
        }
        filters
    }
}
