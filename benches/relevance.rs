//! Whether people find what they look for in the bundled archive, by kind of query; the test `relevance` holds the floors.
//! Repeat with `cargo bench --bench relevance`.

#[path = "../tests/relevance/scoring.rs"]
mod scoring;

use scoring::{FLOORS, OVERALL, ask_all, in_memory};

fn main() {
    if std::env::args().any(|a| a == "--list") {
        return;
    }
    let outcome = ask_all(&in_memory());
    for (kind, score) in &outcome.scores {
        println!(
            "{kind:17} {:4} queries  MRR@10 {:.3}  hit@5 {:.3}  recall@10 {:.3}",
            score.queries,
            score.rank(),
            score.high(),
            score.recall()
        );
    }
    println!("the least MRR@10 of all is {OVERALL}; by kind MRR@10 and hit@5: {FLOORS:?}");
    println!("{} of {} queries for what is not there find something", outcome.found.len(), outcome.hopeless);
    print!("not first, or not all:\n{}", outcome.misses);
}
