//! The part of an immigration form that asks for the occupation: a page on localhost,
//! and the API behind it.
//!
//! ```text
//! cargo run --release --example form
//! ```
//!
//! It stores nothing and writes down nothing of what people type. `--help` lists the
//! options, `/openapi.json` describes the API.

mod args;
mod assets;
mod parameters;
mod problem;
mod routes;
mod serve;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::process::ExitCode;

use args::Args;
use noc_search::Searcher;

fn main() -> ExitCode {
    let args = match args::parse() {
        Ok(Some(args)) => args,
        Ok(None) => {
            // Nobody waits for help that can't be written.
            let _ = writeln!(io::stdout(), "{}", args::HELP);
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("form: {error}; --help lists the options");
            return ExitCode::from(2);
        }
    };
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("form: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(), Box<dyn std::error::Error>> {
    let searcher = match &args.archive {
        Some(file) => Searcher::open(file)?,
        None => Searcher::embedded(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(serve::MOST_BLOCKING_THREADS)
        .build()?;
    runtime.block_on(serve::serve(args, routes::router(searcher)))?;
    Ok(())
}
