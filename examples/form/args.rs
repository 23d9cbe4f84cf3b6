//! The command line.

use std::path::PathBuf;

use lexopt::prelude::*;

pub const HELP: &str = "\
Serves a page that asks for an occupation and gives its NOC code, and the API behind it.

Usage: form [OPTIONS]

Options:
  --host HOST      the address to listen on [default: 127.0.0.1]
  --port PORT      the port; 0 takes a free one [default: 8021]
  --archive FILE   answer from an archive that was compiled, instead of the built-in data
  -h, --help       show this

It prints its URL and serves until it is interrupted or terminated (exit status 0).";

/// What the command line asks for.
pub struct Args {
    pub host: String,
    pub port: u16,
    pub archive: Option<PathBuf>,
}

/// Reads the command line; `None` when it asks for help.
pub fn parse() -> Result<Option<Args>, lexopt::Error> {
    let mut args = Args {
        host: "127.0.0.1".to_owned(),
        port: 8021,
        archive: None,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("host") => args.host = parser.value()?.string()?,
            Long("port") => args.port = parser.value()?.parse()?,
            Long("archive") => args.archive = Some(parser.value()?.into()),
            Short('h') | Long("help") => return Ok(None),
            _ => return Err(arg.unexpected()),
        }
    }
    Ok(Some(args))
}
