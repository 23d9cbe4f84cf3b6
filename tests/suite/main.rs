//! What the library promises, asked from outside.
//!
//! Tests over the reference material run where `NOC_REFERENCE_DIR` is set and say
//! that they were skipped where it is not. What reads documents or compiles them needs
//! the feature `compile`.

mod archive;
#[cfg(feature = "compile")]
mod bad_input;
mod cli;
mod code;
mod data;
mod duties;
mod lexicon;
#[cfg(feature = "compile")]
mod pages;
mod profile;
mod reference;
mod resolve;
mod search;
#[cfg(feature = "compile")]
mod seed_page;
#[cfg(feature = "compile")]
mod seek;
#[cfg(feature = "compile")]
mod statcan;
mod suggest;
mod threads;
