//! A file with a mistake is refused at the place of the mistake, in one line.

#![expect(clippy::expect_used, reason = "a test may fail where it stands")]

use relief_protocol::{Protocol, ProtocolError, shipped};

/// The shipped file with `from` replaced once by `to`; `from` must occur.
fn changed(from: &str, to: &str) -> String {
    let text = shipped::MICRONEEDLING_ACNE_SCARS;
    assert!(text.contains(from), "{from:?} is not in the shipped file");
    text.replacen(from, to, 1)
}

fn error(text: &str) -> ProtocolError {
    Protocol::parse(text).expect_err("a mistake was read")
}

/// Replaces `from` by `to` and expects an error on the line where `at` now stands, with `reason` in it.
#[track_caller]
fn refused(from: &str, to: &str, at: &str, reason: &str) {
    let text = changed(from, to);
    let error = error(&text);
    let byte = text
        .find(at)
        .unwrap_or_else(|| panic!("{at:?} is not in the changed file"));
    let line = text[..byte].matches('\n').count() + 1;
    let shown = error.to_string();
    assert!(shown.contains(reason), "{shown}\nlacks {reason:?}");
    assert_eq!(error.line, line, "{shown}");
    assert!(!shown.contains('\n'), "{shown:?}");
}

#[test]
fn what_is_not_toml_is_refused_where_it_breaks() {
    refused("planned = 3", "planned = = 3", "planned = = 3", "");
    refused("[sessions]", "[sessions", "[sessions\n", "");
    refused(
        "planned = 3",
        "planned = 3\nplanned = 4",
        "planned = 4",
        "duplicate",
    );
    let error = error("schema = \"relief");
    assert_eq!(error.line, 1, "{error}");
}

#[test]
fn unknown_and_missing_keys_are_refused() {
    refused(
        "planned = 3",
        "planned = 3\nplaned = 4",
        "planed = 4",
        "unknown field `planed`",
    );
    refused(
        "typical_mm = [0.5, 1.0]",
        "typical_mn = [0.5, 1.0]",
        "typical_mn",
        "unknown field `typical_mn`",
    );
    refused(
        "grade = \"judgement\"",
        "grade = \"judgement\"\nyear = 2020",
        "year = 2020",
        "unknown field `year`",
    );
    refused(
        "at_least = \"4 weeks\"\n",
        "",
        "[interval]",
        "missing field `at_least`",
    );
    refused(
        "then = \"defer\", reason",
        "then = \"wait\", reason",
        "then = \"wait\"",
        "unknown variant `wait`",
    );
    refused(
        "zones = [\"nose\"",
        "zones = [\"ear\"",
        "zones = [\"ear\"",
        "unknown variant `ear`",
    );
}

#[test]
fn every_rule_needs_a_source_that_is_explained() {
    let judgement = "sources = [\"Nayritta\", \"Harris2015\", \"NCT02646917\"]";
    refused(
        judgement,
        "sources = []",
        "sources = []",
        "the rule has no source",
    );
    refused(
        judgement,
        "sources = [\"Hearsay\"]",
        "[\"Hearsay\"]",
        "\"Hearsay\" is not in [sources]",
    );
    refused(judgement, "", "[sessions]", "missing field `sources`");
    refused(
        "against = [\"Juhasz2020\"]",
        "against = [\"Nobody\"]",
        "[\"Nobody\"]",
        "\"Nobody\" is not in",
    );
    refused(
        "sources = [\"Tan2021\", \"judgement\"]",
        "sources = [\"Tan2021\", \"Tan2021\"]",
        "\"Tan2021\", \"Tan2021\"",
        "stands here twice",
    );
}

#[test]
fn numbers_must_be_in_range_and_in_order() {
    refused(
        "typical_mm = [0.5, 1.0]",
        "typical_mm = [1.0, 0.5]",
        "[1.0, 0.5]",
        "typical_mm ends at 0.5 mm",
    );
    refused(
        "warn_above_mm = 1.5",
        "warn_above_mm = 0.9",
        "warn_above_mm = 0.9",
        "warn_above_mm is 0.9 mm",
    );
    refused(
        "limit_mm = 2.0",
        "limit_mm = 1.2",
        "limit_mm = 1.2",
        "limit_mm is 1.2 mm",
    );
    refused(
        "limit_mm = 2.0",
        "limit_mm = 20",
        "limit_mm = 20",
        "20 mm is no needle length",
    );
    refused(
        "limit_mm = 2.0",
        "limit_mm = nan",
        "limit_mm = nan",
        "no needle length",
    );
    refused(
        "planned = 3",
        "planned = 0",
        "planned = 0",
        "planned is 0; it must be from 1 to 12",
    );
    refused("planned = 3", "planned = -3", "planned = -3", "");
    refused(
        "version = 1",
        "version = 0",
        "version = 0",
        "versions count from 1",
    );
    refused(
        "passes = [4, 10]",
        "passes = [10, 4]",
        "passes = [10, 4]",
        "it must be from 10 to 50",
    );
    refused(
        "at_most = \"6 weeks\"",
        "at_most = \"3 weeks\"",
        "at_most = \"3 weeks\"",
        "at_least, 4 weeks",
    );
    refused(
        "every = \"1 year\"",
        "every = \"2 months\"",
        "early = \"1 month\"",
        "together they must be shorter",
    );
    refused(
        "at_least = \"4 weeks\"",
        "at_least = \"4 wks\"",
        "4 wks",
        "\"4 wks\" is no period",
    );
    refused(
        "days = [1, 14]",
        "days = [14, 1]",
        "days = [14, 1]",
        "the second of days is 1",
    );
    refused(
        "than_years = 22",
        "than_years = 0",
        "than_years = 0",
        "than_years is 0",
    );
}

#[test]
fn every_zone_and_scar_has_exactly_one_rule() {
    refused(
        "zones = [\"nose\", \"upper_lip\"",
        "zones = [\"chin\", \"upper_lip\"",
        "zones = [\"chin\", \"upper_lip\"",
        "chin with any scar has a rule already: \"thick_skin\"",
    );
    refused(
        "scars = [\"ice_pick\"]",
        "scars = [\"boxcar\"]",
        "zones = [\"forehead\", \"temple_left\", \"temple_right\", \"cheek_left\"",
        "cheek_left with boxcar has a rule already: \"thick_skin_wide_scars\"",
    );
    refused(
        "zones = [\"nose\", \"upper_lip\"",
        "zones = [\"nose\", \"nose\"",
        "\"nose\", \"nose\"",
        "Nose stands here twice",
    );
    let only_typed = "scars = [\"ice_pick\", \"boxcar\"]\ntypical_mm = [0.25, 0.75]";
    refused(
        "typical_mm = [0.25, 0.75]",
        only_typed,
        "zones = [\"nose\"",
        "nose has no rule without scars",
    );
}

#[test]
fn names_stand_once() {
    refused(
        "id = \"eczema\"",
        "id = \"rosacea\"",
        "id = \"rosacea\"\nask = \"Do you have eczema",
        "taken already",
    );
    refused(
        "id = \"blisters\"",
        "id = \"pus\"",
        "id = \"pus\"\nask = \"Are there blisters",
        "taken already",
    );
    refused(
        "sign = \"swelling\"",
        "sign = \"redness\"",
        "sign = \"redness\"\nexpected = [\n    { through_day = 1, severity = \"moderate\"",
        "Redness stands here twice",
    );
    refused(
        "id = \"gauze\"",
        "id = \"two words\"",
        "two words",
        "is no name for a rule",
    );
}

#[test]
fn questions_fit_their_kind_of_answer() {
    refused(
        "ask = \"Do you have rosacea?\"\nanswer = \"yes_no\"",
        "ask = \"Do you have rosacea?\"\nanswer = \"since\"",
        "yes = { then = \"refer\", reason = \"Rosacea",
        "has no \"yes\"",
    );
    refused(
        "younger = {",
        "# younger = {",
        "answer = \"born\"",
        "the question \"date_of_birth\" needs \"younger\"",
    );
    refused(
        "then = \"defer\", wait = \"2 weeks\"",
        "then = \"defer\"",
        "then = \"defer\", reason = \"The skin has to be closed",
        "defer needs a wait",
    );
    refused(
        "yes = { then = \"refer\", reason = \"Rosacea",
        "yes = { then = \"refer\", wait = \"1 day\", reason = \"Rosacea",
        "wait = \"1 day\"",
        "wait is for defer only",
    );
    refused(
        "ask = \"Do you have rosacea?\"",
        "ask = \"  \"",
        "ask = \"  \"",
        "it is empty",
    );
}

#[test]
fn what_still_goes_on_is_held_back_longest() {
    refused(
        "ongoing = { then = \"defer\", wait = \"6 months\"",
        "ongoing = { then = \"defer\", wait = \"5 months\"",
        "ongoing = { then = \"defer\", wait = \"5 months\"",
        "at least as long",
    );
    refused(
        "ongoing = { then = \"defer\", wait = \"6 months\"",
        "ongoing = { then = \"caution\"",
        "ongoing = { then = \"caution\"",
        "at least as long",
    );
}

#[test]
fn the_course_of_a_sign_falls_and_is_watched_at_least() {
    let first =
        "    { through_day = 1, severity = \"severe\" },\n    { through_day = 3, severity = \"moderate\" },";
    let rising =
        "    { through_day = 1, severity = \"mild\" },\n    { through_day = 3, severity = \"moderate\" },";
    refused(
        first,
        rising,
        "{ through_day = 3, severity = \"moderate\" },",
        "milder than the one before",
    );
    let backwards =
        "    { through_day = 4, severity = \"severe\" },\n    { through_day = 3, severity = \"moderate\" },";
    refused(
        first,
        backwards,
        "{ through_day = 3, severity = \"moderate\" },",
        "later than the step before, 4",
    );
    refused(
        "watch = [{ through_day = 30, severity = \"mild\" }]",
        "watch = [{ through_day = 30, severity = \"none\" }]",
        "severity = \"none\"",
        "severity is none",
    );
    refused(
        "expected = [{ through_day = 7, severity = \"mild\" }]",
        "expected = [{ through_day = 7, severity = \"severe\" }]",
        "expected = [{ through_day = 7, severity = \"severe\" }]",
        "watch ends below it",
    );
}

#[test]
fn columns_count_characters_not_bytes() {
    let text = "schema = \"relief.protocol/1\"\ntitle = \"Närbchen 痤疮\"; x";
    let error = error(text);
    assert_eq!((error.line, error.column), (2, 22), "{error}");
}

#[test]
fn a_file_of_another_kind_is_refused() {
    refused(
        "relief.protocol/1",
        "relief.protocol/2",
        "relief.protocol/2",
        "this version reads \"relief.protocol/1\"",
    );
    let long = format!(
        "{}#{}",
        shipped::MICRONEEDLING_ACNE_SCARS,
        " ".repeat(Protocol::MOST_BYTES)
    );
    assert!(error(&long).reason.contains("at most 262144"));
    assert!(error("").reason.contains("missing field"));
}

#[test]
fn deep_nesting_is_an_error_not_an_overflow() {
    let text = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(!error(&text).to_string().contains('\n'));
}
