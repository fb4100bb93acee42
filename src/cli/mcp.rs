//! `mcp`: the archive for assistant programs, by the Model Context Protocol over standard input and output.
//!
//! A message is one line of JSON (JSON-RPC 2.0). What may be asked is read only: tools, each a command of the command line with its
//! engine and its JSON, and every record as a resource. Nothing is written anywhere but to standard output, and nothing that the reader
//! keeps (notes, marks) is served.
//!
//! ```text
//! line (one message, at most a MiB) ─► message (request, notification, or neither) ─► conversation ─► tools ──┐
//!                                                                                         └─► resources ─► words
//!                                                                                                  served ◄┘
//! ```
//!
//! Source of the methods, fields and error codes: <https://modelcontextprotocol.io/specification/2025-06-18>.

mod conversation;
mod instructions;
mod line;
mod message;
mod questions;
mod resources;
mod served;
mod tools;
mod words;

use std::io::BufRead;

use serde_json::Value;

use super::{Arguments, CliError, ExitStatus, Output};
use crate::search::Catalogue;
use crate::text;
use conversation::Conversation;
use line::InputLine;
use served::Served;

/// Answers what `input` asks, a message a line, until it ends. The filters of the call bound all that is served.
///
/// # Errors
/// Filters that are not understood; when reading or writing fails, but not for a closed pipe.
pub fn serve(
    catalogue: &Catalogue,
    arguments: &Arguments,
    input: &mut dyn BufRead,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let served = Served::new(catalogue, &arguments.filters, arguments.lang.unwrap_or_default())?;
    let mut conversation = Conversation::new(&served);
    let mut line = Vec::new();
    while let Some(read) = line::next(input, &mut line)? {
        let answer = match read {
            InputLine::Whole if line.trim_ascii().is_empty() => None,
            InputLine::Whole => conversation.answer(&line),
            InputLine::TooLong => Some(conversation::too_long()),
        };
        if let Some(answer) = answer {
            write(&answer, output)?;
        }
    }
    Ok(ExitStatus::Fine)
}

/// One message, on one line, at once.
fn write(answer: &Value, output: &mut Output<'_>) -> Result<(), CliError> {
    writeln!(output.out, "{}", text::escape_json(&answer.to_string()))?;
    Ok(output.out.flush()?)
}
