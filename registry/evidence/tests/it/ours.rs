//! The shipped table against what metafor makes of it: `oracle/evidence/oracle.R` made the numbers.

use crate::expected::{SEARCHED, TEN_DIGITS, assert_near, expected, list, numbers};
use relief_evidence::{answer, trials};

#[test]
fn the_shipped_table_gives_what_metafor_makes_of_it() {
    let answers = answer::answers(&trials::shipped().unwrap()).unwrap();
    let all = expected();
    let ours = list(&all["ours"]);
    for answer in &answers {
        let code = answer.question.code();
        let Some(known) = ours.iter().find(|known| known["question"] == code.as_str()) else {
            assert!(answer.studies.is_empty(), "{code} is not in the oracle");
            continue;
        };
        let effects = list(&known["effects"]);
        assert_eq!(answer.studies.len(), effects.len(), "{code}");
        for (study, effect) in answer.studies.iter().zip(effects.iter().map(numbers)) {
            assert_near(&code, study.effect.value, effect[0], TEN_DIGITS);
            assert_near(&code, study.effect.variance, effect[1], TEN_DIGITS);
        }
        assert_eq!(answer.together.is_ok(), effects.len() >= 3, "{code}");
        let Ok(together) = &answer.together else { continue };
        let (pooled, known) = (&together.pooled, &known["pooled"]);
        let [low, high] = pooled.estimate.ci95;
        let [from, to] = pooled.prediction.unwrap().ci95;
        let actual = [pooled.estimate.value, low, high, from, to, pooled.tau2, pooled.i2];
        let mut expected = [numbers(&known["estimate"]), numbers(&known["prediction"])].concat();
        expected.extend(["tau2", "i2"].map(|field| known[field].as_f64().unwrap()));
        for (actual, expected) in actual.iter().zip(expected) {
            assert_near(&code, *actual, expected, SEARCHED);
        }
    }
}
