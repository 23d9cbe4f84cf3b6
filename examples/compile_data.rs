//! Compiles `data/` into `data/noc.archive`, which the library embeds:
//!
//! ```text
//! cargo run --release --features compile --example compile_data
//! ```
//!
//! With `--check` it writes nothing and fails where the file differs from what it
//! would write.

use std::path::Path;
use std::process::ExitCode;

use noc_search::source::toml_dir;
use noc_search::{Compiler, Concordance, Edition, Error};

fn main() -> ExitCode {
    let is_check = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--check") => true,
        Some(other) => {
            eprintln!("compile_data: unknown argument {other:?}, expected --check or none");
            return ExitCode::from(2);
        }
    };
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let archive = match compile(&data) {
        Ok(archive) => archive,
        Err(error) => {
            eprintln!("compile_data: {error}");
            return ExitCode::FAILURE;
        }
    };
    let path = data.join("noc.archive");
    if is_check {
        return match std::fs::read(&path) {
            Ok(found) if found == archive => {
                println!(
                    "{} is what data/ gives, {} bytes",
                    path.display(),
                    archive.len()
                );
                ExitCode::SUCCESS
            }
            Ok(_) => {
                eprintln!(
                    "compile_data: {} differs from what data/ gives",
                    path.display()
                );
                ExitCode::FAILURE
            }
            Err(error) => {
                eprintln!("compile_data: cannot read {}: {error}", path.display());
                ExitCode::FAILURE
            }
        };
    }
    // Whoever is cut off while it is written keeps the old one.
    let unfinished = path.with_extension("unfinished");
    let written = std::fs::write(&unfinished, &archive);
    if let Err(error) = written.and_then(|()| std::fs::rename(&unfinished, &path)) {
        eprintln!("compile_data: cannot write {}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    println!("{} has {} bytes", path.display(), archive.len());
    ExitCode::SUCCESS
}

fn compile(data: &Path) -> Result<Vec<u8>, Error> {
    let to_2021 = read_table(data, Edition::NOC_2016, Edition::NOC_2021)?;
    let from_2011 = read_table(data, Edition::NOC_2011, Edition::NOC_2016)?.then(&to_2021)?;
    Compiler::new([toml_dir::from_dir(data.join("noc2021"))?])
        .knowing(toml_dir::from_dir(data.join("noc2016"))?)
        .knowing(toml_dir::from_dir(data.join("noc2011"))?)
        .concordance(to_2021)
        .concordance(from_2011)
        .compile()
}

fn read_table(data: &Path, from: Edition, to: Edition) -> Result<Concordance, Error> {
    let name = format!("concordance/{}-{}.tsv", from.year(), to.year());
    Concordance::from_path(from, to, data.join(name))
}
