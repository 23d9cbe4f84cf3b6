//! A thread that reads chunks, some that code them, and the caller, who gets them back in
//! their order.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use quick_cache::sync::Cache;

use crate::chunks::{Chunk, Chunks, Place, Row};
use crate::coder::{Coded, Coder, Job};
use crate::failure::Failure;
use crate::rows::{Added, Layout, Rows, Unread};
use crate::tally::Tally;

/// How many chunks may be on their way for each thread that codes: enough that none waits
/// for one that takes long.
const CHUNKS_A_THREAD: usize = 8;

/// A chunk that was coded.
pub struct Done {
    number: u64,
    pub rows: Vec<u8>,
    pub rejects: Vec<Reject>,
    pub tally: Tally,
    pub after: Place,
}

/// A row that could not be read.
pub struct Reject {
    pub line: u64,
    pub why: String,
    pub row: Vec<u8>,
}

/// What the threads that code share.
pub struct Work {
    pub layout: Layout,
    pub coder: Coder,
    answers: Option<Answers>,
}

type Answers = Cache<Vec<u8>, Arc<Answer>, Weight>;

struct Answer {
    coded: Coded,
    added: Added,
}

#[derive(Clone)]
struct Weight;

/// What an answer takes beside its texts, about.
const ANSWER: usize = 300;

impl quick_cache::Weighter<Vec<u8>, Arc<Answer>> for Weight {
    fn weight(&self, key: &Vec<u8>, answer: &Arc<Answer>) -> u64 {
        (ANSWER + key.len() + answer.added.len()) as u64
    }
}

impl Work {
    /// Remembers answers up to a number of bytes.
    pub fn new(layout: Layout, coder: Coder, cache: u64) -> Work {
        let answers =
            (cache > 0).then(|| Cache::with_weighter(cache as usize / 700, cache, Weight));
        Work {
            layout,
            coder,
            answers,
        }
    }

    fn chunk(&self, chunk: &Chunk) -> Done {
        let mut rows = Rows::new(&self.layout);
        let mut tally = Tally::default();
        let mut rejects = Vec::new();
        let mut key = Vec::new();
        for row in &chunk.rows {
            let Some(answer) = self.row(chunk, row, &mut key, &mut tally) else {
                continue;
            };
            match answer {
                Ok(answer) => rows.write(chunk, row, &answer.added),
                Err(why) => {
                    tally.rejected += 1;
                    if self.unread() == Unread::InPlace {
                        rows.write_unread(chunk, row, &why);
                    }
                    rejects.push(Reject {
                        line: row.line,
                        why,
                        row: chunk.bytes(row).to_vec(),
                    });
                }
            }
        }
        Done {
            number: chunk.number,
            rows: rows.finish(),
            rejects,
            tally,
            after: chunk.after,
        }
    }

    /// `None` for a line that is no row.
    fn row(
        &self,
        chunk: &Chunk,
        row: &Row,
        key: &mut Vec<u8>,
        tally: &mut Tally,
    ) -> Option<Result<Arc<Answer>, String>> {
        let said = match self.layout.read(chunk, row)? {
            Ok(said) => said,
            Err(why) => return Some(Err(why)),
        };
        let job = said.job();
        let answer = match &self.answers {
            None => self.answer(job),
            Some(answers) => {
                key.clear();
                for text in [job.title, job.industry, job.duties] {
                    key.extend(text.len().to_le_bytes());
                    key.extend(text.as_bytes());
                }
                answers.get_or_insert_with(key.as_slice(), || self.answer(job))
            }
        };
        if let Ok(answer) = &answer {
            tally.add(job, &answer.coded);
            tally.without_title += u64::from(!said.has_title);
        }
        Some(answer)
    }

    fn answer(&self, job: Job) -> Result<Arc<Answer>, String> {
        // No text is known to fail; one that does must not end the run.
        let coded = panic::catch_unwind(AssertUnwindSafe(|| self.coder.code(job)));
        let coded = coded.map_err(|_| "the search failed on it".to_owned())?;
        let coded = coded.map_err(|error| error.to_string())?;
        let added = self.layout.added(&coded, &self.coder);
        Ok(Arc::new(Answer { coded, added }))
    }

    /// Where rows go that can't be read.
    pub fn unread(&self) -> Unread {
        match self.layout {
            Layout::JsonLines { unread, .. } => unread,
            Layout::Fields { .. } => Unread::Apart,
        }
    }
}

/// What the threads tell the caller.
enum Told {
    Coded(Box<Done>),
    /// The input ended after so many chunks.
    End(u64),
    Fault(String),
}

/// Codes all chunks and passes them on in their order. Threads that wait for the input
/// when this fails are left to the end of the process.
pub fn run(
    chunks: Chunks,
    work: &Arc<Work>,
    threads: usize,
    mut take: impl FnMut(Done) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let most = threads * CHUNKS_A_THREAD;
    let (permit, permits) = bounded(most);
    let (read, to_code) = bounded(most);
    let (teller, told) = bounded(most);
    for _ in 0..most {
        let _ = permit.send(());
    }
    let reader = teller.clone();
    thread::spawn(move || read_chunks(chunks, &permits, &read, &reader));
    for _ in 0..threads {
        let (work, to_code, teller) = (work.clone(), to_code.clone(), teller.clone());
        thread::spawn(move || code_chunks(&work, &to_code, &teller));
    }
    drop((to_code, teller));
    let mut early: BTreeMap<u64, Done> = BTreeMap::new();
    let (mut next, mut end) = (0, None);
    for message in told {
        match message {
            Told::Coded(chunk) => {
                early.insert(chunk.number, *chunk);
            }
            Told::End(chunks) => end = Some(chunks),
            Told::Fault(what) => return Err(Failure::Told(what)),
        }
        while let Some(chunk) = early.remove(&next) {
            take(chunk)?;
            next += 1;
            let _ = permit.send(());
        }
    }
    match end {
        Some(chunks) if chunks == next => Ok(()),
        _ => Err(Failure::told("a thread ended before its work")),
    }
}

/// Reads as long as there are permits for chunks that are on their way.
fn read_chunks(
    mut chunks: Chunks,
    permits: &Receiver<()>,
    read: &Sender<Chunk>,
    teller: &Sender<Told>,
) {
    let mut count = 0;
    for () in permits {
        let last = match chunks.next() {
            Ok(Some(chunk)) => {
                if read.send(chunk).is_err() {
                    return;
                }
                count += 1;
                continue;
            }
            Ok(None) => Told::End(count),
            Err(error) => Told::Fault(format!("cannot go on reading: {error}")),
        };
        // Nobody is left to tell when the caller has failed.
        let _ = teller.send(last);
        return;
    }
}

fn code_chunks(work: &Work, to_code: &Receiver<Chunk>, teller: &Sender<Told>) {
    for chunk in to_code {
        // A fault of ours must not leave the others waiting for this chunk.
        let coded = panic::catch_unwind(AssertUnwindSafe(|| Box::new(work.chunk(&chunk))));
        let message = coded.map_or_else(
            |_| Told::Fault("a thread that codes failed".to_owned()),
            Told::Coded,
        );
        if teller.send(message).is_err() {
            return;
        }
    }
}
