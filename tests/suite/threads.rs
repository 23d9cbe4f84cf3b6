//! One searcher, many threads.

use std::thread;

use noc_search::{Concordance, Error, Hit, Noc, Query, Searcher, Suggestion};

const QUERIES: [&str; 8] = [
    "registered nurse",
    "technician, medical records",
    "sofware engineer",
    "註冊護士",
    "Java开发工程师",
    "cook at a logging camp in the north",
    "1252",
    "asdfgh",
];

fn answers(searcher: &Searcher) -> Vec<String> {
    let answer = |query: &&str| {
        let hits = serde_json::to_string(&searcher.search(*query).unwrap()).unwrap();
        let offered = serde_json::to_string(&searcher.suggest(*query)).unwrap();
        hits + &offered
    };
    QUERIES.iter().map(answer).collect()
}

#[test]
fn every_thread_gets_the_same_answers() {
    let searcher = Searcher::embedded();
    let expected = answers(&searcher);
    thread::scope(|scope| {
        let ask = |rounds: usize| {
            let (searcher, expected) = (searcher.clone(), &expected);
            scope.spawn(move || {
                for _ in 0..rounds {
                    assert_eq!(&answers(&searcher), expected);
                }
            })
        };
        let threads: Vec<_> = [20; 8].map(ask).into();
        for thread in threads {
            thread.join().unwrap();
        }
    });
}

#[test]
fn everything_goes_between_threads() {
    fn goes<T: Send + Sync + 'static>() {}
    goes::<Searcher>();
    goes::<Noc>();
    goes::<Concordance>();
    goes::<Query>();
    goes::<Hit>();
    goes::<Suggestion>();
    goes::<Error>();
}
