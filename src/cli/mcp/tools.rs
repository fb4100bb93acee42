//! The tools: each a command of the command line, with its JSON as structured content and the same in words for the model. A tool is
//! one row of [`TOOLS`], its arguments in `questions`, its words in `words`.

use serde_json::{Map, Value, json};

use super::message::{INTERNAL, RpcError, WRONG_PARAMETERS};
use super::questions::{
    self, CiteQuestion, CompareQuestion, MOST_CITED, MOST_SHOWN, OutcomesQuestion, SearchQuestion, ShowQuestion, StatsQuestion,
    VerifyQuestion,
};
use super::served::{Served, Spoken, printed};
use super::words;
use crate::cli::{CliError, json as contract, verify as verification};
use crate::record::RecordType;
use crate::text;
use crate::verify::{LONGEST, QuotedText, verify_within};

/// What a tool answers.
struct Told {
    /// For the model.
    text: String,
    /// The JSON of the command line.
    structured: Value,
}

/// Why a tool does not answer.
enum ToolFault {
    /// Its arguments are not those that it has.
    Question(RpcError),
    /// They are, and what they ask for is not there or not understood: said to the model, which may ask anew.
    Failure(CliError),
}

impl From<RpcError> for ToolFault {
    fn from(fault: RpcError) -> Self {
        Self::Question(fault)
    }
}

impl From<CliError> for ToolFault {
    fn from(fault: CliError) -> Self {
        Self::Failure(fault)
    }
}

/// A tool, with what is told of it.
struct Tool {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    schema: fn() -> Value,
    call: fn(&Served<'_>, Map<String, Value>) -> Result<Told, ToolFault>,
}

const TOOLS: [Tool; 8] = [
    Tool {
        name: "search",
        title: "Search the record",
        description: "Search every record (events, quotes, outcomes, topics, countries, people, organisations, places, projects, documents, \
            sources), best hits first, with id, date, form, attestation and sources. Words are found in any script and spelling; the answer \
            says how many records hold all words, and which were found by meaning, similar spelling or most of the words only.",
        schema: questions::schema::<SearchQuestion>,
        call: search,
    },
    Tool {
        name: "show",
        title: "Show records in full",
        description: "Show records in full by their ids: texts, participants, outcomes, where sources disagree, notes, every source with its \
            publisher and address, and the ids of what is linked. Ask this before you state details.",
        schema: questions::schema::<ShowQuestion>,
        call: show,
    },
    Tool {
        name: "cite",
        title: "Cite records",
        description: "References to records by their ids, in a style, with their sources and the version of this archive.",
        schema: questions::schema::<CiteQuestion>,
        call: cite,
    },
    Tool {
        name: "verify",
        title: "Was this said?",
        description: "Whether a sentence or quotation stands in the record: verbatim, near (with the differences marked), elsewhere (only parts \
            of it) or absent; and which negation, number, date, country or speaker is turned in it. Use it on every quotation before you \
            give it. Absent does not mean false: it may be said elsewhere.",
        schema: questions::schema::<VerifyQuestion>,
        call: verify,
    },
    Tool {
        name: "outcomes",
        title: "What was agreed, promised, proposed and done",
        description: "Outcomes of meetings, documents and projects by date: agreements, pledges, proposals, decisions, results, discussions and \
            assessments, with who made them to whom, figures, until when, what became of them, attestation and sources.",
        schema: questions::schema::<OutcomesQuestion>,
        call: outcomes,
    },
    Tool {
        name: "commitments",
        title: "Commitments and what became of them",
        description: "Agreements and pledges with a figure, a date or a follow-up, by date, and what became of each. “Not known, looked \
            for” with a day means that somebody looked and found nothing; “not known” alone, that nothing is recorded.",
        schema: questions::schema::<OutcomesQuestion>,
        call: commitments,
    },
    Tool {
        name: "compare",
        title: "Lay two side by side",
        description: "Two records field by field, or two years, countries, topics or queries by what they count and by which records both \
            have, or only one.",
        schema: questions::schema::<CompareQuestion>,
        call: compare,
    },
    Tool {
        name: "stats",
        title: "Count records",
        description: "Count records by type, country, topic and year, or by other facets, of all or of what a query selects. Use it for “how \
            many”; it counts records of this archive, not what happened in the world.",
        schema: questions::schema::<StatsQuestion>,
        call: stats,
    },
];

/// The tools, as a program lists them.
pub fn list() -> Vec<Value> {
    let listed = |tool: &Tool| {
        json!({
            "name": tool.name,
            "title": tool.title,
            "description": tool.description,
            "inputSchema": (tool.schema)(),
            "annotations": {"title": tool.title, "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false},
        })
    };
    TOOLS.iter().map(listed).collect()
}

/// The answer of a tool. What it cannot find or does not understand is an answer too, marked as an error.
///
/// # Errors
/// A tool that there is not, and arguments that it does not have.
pub fn call(served: &Served<'_>, mut parameters: Map<String, Value>) -> Result<Value, RpcError> {
    let wrong = |message: String| RpcError::new(WRONG_PARAMETERS, message);
    let Some(Value::String(name)) = parameters.get("name") else {
        return Err(wrong("name is missing or no string".to_owned()));
    };
    let Some(tool) = TOOLS.iter().find(|tool| tool.name == name) else {
        let near =
            text::did_you_mean(name, TOOLS.iter().map(|tool| tool.name)).map_or_else(String::new, |near| format!("; {near}"));
        return Err(wrong(format!("no tool {}{near}", text::quote(name))));
    };
    let given = match parameters.remove("arguments") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(given)) => given,
        Some(_) => return Err(wrong("arguments is an object, or left out".to_owned())),
    };
    match (tool.call)(served, given) {
        Ok(Told { text, structured }) => {
            Ok(json!({"content": [{"type": "text", "text": text}], "structuredContent": structured, "isError": false}))
        }
        Err(ToolFault::Failure(fault)) => Ok(json!({"content": [{"type": "text", "text": fault.to_string()}], "isError": true})),
        Err(ToolFault::Question(fault)) => Err(fault),
    }
}

/// A call of a command: its name, and its options with the values that are given.
fn command(name: &str, options: &[(&str, &str)], rest: impl IntoIterator<Item = String>) -> Vec<String> {
    let given = options.iter().filter(|(_, value)| !value.trim().is_empty()).map(|(option, value)| format!("--{option}={value}"));
    std::iter::once(name.to_owned()).chain(given).chain(["--".to_owned()]).chain(rest).collect()
}

/// The JSON that a command printed.
fn parsed(data: &str) -> Result<Value, RpcError> {
    serde_json::from_str(data).map_err(|fault| RpcError::new(INTERNAL, format!("the answer is no JSON: {fault}")))
}

fn search(served: &Served<'_>, given: Map<String, Value>) -> Result<Told, ToolFault> {
    let asked: SearchQuestion = questions::read(given)?;
    let limit = questions::limit(asked.limit)?.to_string();
    let options = [
        ("format", "json"),
        ("limit", &limit),
        ("type", &asked.of_type),
        ("country", &asked.country),
        ("topic", &asked.topic),
        ("date", &asked.date),
    ];
    let Spoken { data, remarks } = served.carry_out(command("search", &options, [asked.query]))?;
    let structured = parsed(&data)?;
    Ok(Told { text: words::search(served, &structured, &remarks), structured })
}

fn show(served: &Served<'_>, given: Map<String, Value>) -> Result<Told, ToolFault> {
    let asked: ShowQuestion = questions::read(given)?;
    let ids = served.records(&questions::ids(asked.ids, MOST_SHOWN)?)?;
    let mut structured = parsed(&printed(|output| contract::show(served.archive(), &ids, output))?)?;
    served.leave_out(&mut structured);
    let pages: Vec<String> = ids.iter().map(|&id| words::page(served, id)).collect();
    Ok(Told { text: pages.join("\n\n———\n\n"), structured })
}

fn cite(served: &Served<'_>, given: Map<String, Value>) -> Result<Told, ToolFault> {
    let asked: CiteQuestion = questions::read(given)?;
    // No file of styles is opened for somebody at the other end.
    if asked.style.is_empty() || !asked.style.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(CliError::Usage(format!("{} is no name of a style", text::quote(&asked.style))).into());
    }
    let ids = served.records(&questions::ids(asked.ids, MOST_CITED)?)?;
    let named = || ids.iter().map(|&id| served.archive().record(id).id().to_owned());
    let cited = |format| served.carry_out(command("cite", &[("style", &asked.style), ("format", format)], named()));
    Ok(Told { text: cited("text")?.data, structured: parsed(&cited("json")?.data)? })
}

fn verify(served: &Served<'_>, given: Map<String, Value>) -> Result<Told, ToolFault> {
    let asked: VerifyQuestion = questions::read(given)?;
    let archive = served.archive();
    let Some(found) = verify_within(served.catalogue, &asked.text, None, &|id| served.holds(id)) else {
        return Err(CliError::Usage("no words to look for; give a sentence or quotation".to_owned()).into());
    };
    let looked = [(QuotedText { text: asked.text, line: 0, who: None }, found)];
    let structured = parsed(&printed(|output| contract::write(&verification::answer(archive, &looked), output))?)?;
    let [(quoted, found)] = &looked;
    let mut text = printed(|output| verification::print(archive, quoted, found, served.language, output))?;
    if found.is_cut {
        text.push_str(&format!("\nThe text is longer than {} KiB; the rest was not looked for.\n", LONGEST >> 10));
    }
    text.push_str(&words::verified(served, found));
    Ok(Told { text, structured })
}

fn outcomes(served: &Served<'_>, given: Map<String, Value>) -> Result<Told, ToolFault> {
    listed(served, "outcomes", given)
}

fn commitments(served: &Served<'_>, given: Map<String, Value>) -> Result<Told, ToolFault> {
    listed(served, "commitments", given)
}

fn listed(served: &Served<'_>, name: &str, given: Map<String, Value>) -> Result<Told, ToolFault> {
    let asked: OutcomesQuestion = questions::read(given)?;
    let limit = questions::limit(asked.limit)?.to_string();
    let options = [
        ("format", "json"),
        ("limit", &limit),
        ("form", &asked.form),
        ("state", &asked.state),
        ("by", &asked.by),
        ("to", &asked.to),
    ];
    let Spoken { data, remarks } = served.carry_out(command(name, &options, [asked.query]))?;
    let structured = parsed(&data)?;
    Ok(Told { text: words::outcomes(served, &structured, &remarks), structured })
}

fn compare(served: &Served<'_>, given: Map<String, Value>) -> Result<Told, ToolFault> {
    let asked: CompareQuestion = questions::read(given)?;
    let limit = questions::limit(asked.limit)?.to_string();
    let sides = [asked.a, asked.b];
    // A country or topic stands for the records on it, which the bounds narrow; any other record is served or not.
    let archive = served.archive();
    let selects = |id| matches!(archive.record_type(id), RecordType::Country | RecordType::Topic);
    let records = sides.iter().filter(|side| archive.id(side).is_some_and(|id| !selects(id)));
    served.records(&records.cloned().collect::<Vec<_>>())?;
    let compared = |format| served.carry_out(command("compare", &[("format", format), ("limit", &limit)], sides.iter().cloned()));
    let (Spoken { data, remarks }, json) = (compared("text")?, compared("json")?);
    let data = data.replace("--limit shows them", "a higher limit shows them");
    Ok(Told { text: words::counted(&data, &remarks), structured: parsed(&json.data)? })
}

fn stats(served: &Served<'_>, given: Map<String, Value>) -> Result<Told, ToolFault> {
    let asked: StatsQuestion = questions::read(given)?;
    let counted = |format| served.carry_out(command("stats", &[("by", &asked.by), ("format", format)], [asked.query.clone()]));
    let (Spoken { data, remarks }, json) = (counted("text")?, counted("json")?);
    Ok(Told { text: words::counted(&data, &remarks), structured: parsed(&json.data)? })
}
