//! `schema`: the contracts of the JSON outputs, as JSON Schema, made from the types that write them.

use std::io;
use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::answer::{
    Cite, CollocatesAnswer, CompareAnswer, Diff, Frequencies, InContext, KeynessAnswer, Keys, List, Notes, Outcomes, Paths,
    Search, Show, Stats, Trace, Verify,
};
use super::{CliError, ExitStatus, Output, describe};
use crate::{archive, text};

/// Makes the schema of one output.
type Make = fn() -> Schema;

/// The outputs that have a schema, and the type of each.
const OUTPUTS: [(&str, Make); 18] = [
    ("search", of::<Search>),
    ("kwic", of::<InContext>),
    ("list", of::<List>),
    ("notes", of::<Notes>),
    ("outcomes", of::<Outcomes>),
    ("show", of::<Show<'static>>),
    ("export", of::<crate::export::Exported<'static>>),
    ("cite", of::<Cite>),
    ("stats", of::<Stats>),
    ("trace", of::<Trace>),
    ("frequencies", of::<Frequencies>),
    ("compare", of::<CompareAnswer>),
    ("collocates", of::<CollocatesAnswer>),
    ("keyness", of::<KeynessAnswer>),
    ("verify", of::<Verify>),
    ("diff", of::<Diff>),
    ("keys", of::<Keys>),
    ("paths", of::<Paths>),
];

fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

pub(super) fn print(name: Option<&str>, pack: Option<&Path>, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let Some(name) = name else {
        for (name, _) in OUTPUTS {
            writeln!(output.out, "{name}")?;
        }
        writeln!(output.out, "pack\ncli")?;
        return Ok(ExitStatus::Fine);
    };
    // "cadialog.search/1", as outputs name it, is understood too.
    let short = name.strip_prefix("cadialog.").unwrap_or(name);
    let short = short.strip_suffix("/1").unwrap_or(short);
    let schema: Value = match OUTPUTS.iter().find(|(output, _)| *output == short) {
        Some((_, schema)) => {
            let mut schema = schema().to_value();
            schema["title"] = format!("cadialog.{short}/1").into();
            schema
        }
        None if short == "cli" => describe::command_line(),
        None if short == "pack" => match pack {
            Some(path) => archive::schema_of(&archive::info_at(path).map_err(CliError::Data)?),
            None => serde_json::from_str(archive::SCHEMA).map_err(io::Error::from)?,
        },
        None => {
            let names: Vec<&str> = OUTPUTS.iter().map(|(name, _)| *name).chain(["pack", "cli"]).collect();
            let near = text::did_you_mean(name, names.iter().copied()).map_or_else(String::new, |near| format!("; {near}"));
            return Err(CliError::Usage(format!("no schema “{name}”{near} (schemas: {})", names.join(", "))));
        }
    };
    serde_json::to_writer_pretty(&mut output.out, &schema).map_err(io::Error::from)?;
    writeln!(output.out)?;
    Ok(ExitStatus::Fine)
}
