//! Scans: measured and compared from the formats that carry a pitch and from those that need one given.

use crate::program::Bench;
use relief_formats::{Output, write};
use relief_phantom::{ScanSpec, scan};
use serde_json::Value;

/// A folder with two scans of one person, the second with every scar 40 % shallower, as X3P and as NPY.
fn bench() -> Bench {
    let bench = Bench::empty();
    for (name, visit, depth_factor) in [("before", 0, 1.0), ("after", 1, 0.6)] {
        let spec = ScanSpec {
            seed: 11,
            visit,
            pitch_mm: 0.1,
            noise_um: 10.0,
            depth_factor,
            most_turn_deg: if visit == 0 { 0.0 } else { 6.0 },
        };
        let map = scan(&spec).unwrap().map;
        for (output, ending) in [(Output::X3p, "x3p"), (Output::Npy, "npy")] {
            bench.write(format!("{name}.{ending}"), &write(&map, output).unwrap());
        }
    }
    bench
}

#[test]
fn two_scans_are_compared_and_the_report_shows_the_scars() {
    let bench = bench();
    let ended = bench.run(&[
        "compare",
        "before.x3p",
        "after.x3p",
        "--json",
        "--report",
        "result.html",
    ]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let result: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(result["schema"], "relief.compare/1");
    assert_eq!(
        (&result["kind"], &result["verdict"]),
        (&"surface".into(), &"improved".into())
    );
    let volume = &result["changes"][0];
    assert_eq!(
        (&volume["metric"], &volume["unit"]),
        (&"scar_volume".into(), &"mm3".into())
    );
    let relative = volume["relative"].as_f64().unwrap();
    assert!((-0.42..-0.33).contains(&relative), "{relative}");
    let scar = &result["scars"][0];
    assert!(scar["before"]["depth_mm"].as_f64() > scar["after"]["depth_mm"].as_f64());
    assert!(scar["centre_mm"][0].as_f64().is_some() && scar["matched"] == true);
    let page = String::from_utf8(bench.read("result.html")).unwrap();
    for part in [
        "Two scans of the same skin",
        "Scar by scar",
        "id=\"section-1\"",
        "data-heights1=",
    ] {
        assert!(page.contains(part), "missing: {part}");
    }
    // The same heights, from a format that needs the pitch.
    let again = bench.run(&[
        "compare",
        "before.npy",
        "after.npy",
        "--pitch-mm",
        "0.1",
        "--json",
    ]);
    let again: Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(again["changes"], result["changes"]);
}

#[test]
fn a_wrong_pitch_is_told_as_such_and_each_scan_may_have_its_own() {
    let bench = bench();
    let pair = [
        "compare",
        "before.x3p",
        "after.npy",
        "--json",
        "--pitch-mm",
        "0.08",
    ];
    let ended = bench.run(&pair);
    assert_eq!(ended.code, 4, "{}", ended.err);
    let result: Value = serde_json::from_str(&ended.out).unwrap();
    let reasons = result["reasons"].as_array().unwrap();
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    assert_eq!(reasons[0]["code"], "scale");
    let measured = reasons[0]["measured"].as_f64().unwrap();
    assert!((measured - 20.0).abs() < 0.2, "{measured} %");
    let ended = bench.run(&[&pair[..], &["--pitch-after-mm", "0.1"]].concat());
    assert_eq!(ended.code, 0, "{}", ended.err);
}

#[test]
fn a_batch_takes_scans_with_pitches_in_the_list_and_goes_on_where_it_stopped() {
    let bench = bench();
    let list = "before,after,id,pitch_mm,pitch_after_mm\n\
                before.x3p,after.x3p,x3p,,\n\
                before.npy,after.npy,npy,0.1,\n\
                before.npy,after.npy,wrong,0.1,0.08\n\
                before.npy,after.npy,none,,\n";
    bench.write("pairs.csv", list.as_bytes());
    let batch = ["batch", "pairs.csv", "--out", "results.csv", "--resume"];
    let ended = bench.run(&batch);
    assert_eq!(ended.code, 1, "{}", ended.err);
    let rows = String::from_utf8(bench.read("results.csv")).unwrap();
    let row = |id: &str| {
        let row = rows.lines().find(|row| row.split(',').any(|cell| cell == id));
        row.unwrap_or_else(|| panic!("{id}: {rows}")).to_owned()
    };
    assert!(
        row("x3p").contains("improved") && row("npy").contains("improved"),
        "{rows}"
    );
    assert!(
        row("wrong").contains("not_comparable") && row("wrong").contains("scale"),
        "{rows}"
    );
    assert!(row("none").contains("--pitch-mm"), "{rows}");
    // The rows that were computed are not computed again.
    let again = bench.run(&batch);
    assert_eq!(again.code, 1, "{}", again.err);
    assert_eq!(String::from_utf8(bench.read("results.csv")).unwrap(), rows);
}

#[test]
fn a_line_through_a_scan_has_profile_parameters() {
    let bench = bench();
    let ended = bench.run(&["measure", "before.x3p", "--profile", "1,5,9,5", "--json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let result: Value = serde_json::from_str(&ended.out).unwrap();
    let value = |name: &str| result["parameters"][name]["value"].as_f64().unwrap();
    assert_eq!(result["settings"]["profile_sections"], 3);
    assert_eq!(result["parameters"]["Rz"]["unit"], "um");
    assert!(0.0 < value("Ra") && value("Ra") < value("Rq") && value("Rz") <= value("Rt"));
    let outside = bench.run(&["measure", "before.x3p", "--profile", "1,5,900,5"]);
    assert_eq!(outside.code, 1);
    assert!(outside.err.contains("900.000 mm, 5.000 mm"), "{}", outside.err);
    assert_eq!(
        bench.run(&["measure", "before.x3p", "--profile", "1,5,900"]).code,
        2
    );
}

#[test]
fn one_scan_has_parameters_by_the_standards_names_and_scars() {
    let bench = bench();
    let ended = bench.run(&["measure", "before.x3p", "--json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let result: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(
        (&result["schema"], &result["kind"]),
        (&"relief.measure/1".into(), &"surface".into())
    );
    for (name, unit) in [
        ("Sa", "um"),
        ("Sdr", "%"),
        ("Vvv", "um3/um2"),
        ("Spd", "1/mm2"),
        ("scar_volume", "mm3"),
    ] {
        assert_eq!(result["parameters"][name]["unit"], unit, "{name}");
        assert!(
            result["parameters"][name]["value"].as_f64().unwrap() > 0.0,
            "{name}"
        );
    }
    assert!(result["settings"]["l_filter_gaussian_mm"] == 8.0);
    let scars = result["scars"].as_array().unwrap();
    assert!(
        scars.len() > 5
            && scars
                .iter()
                .all(|scar| scar["geometry"]["volume_mm3"].as_f64().unwrap() > 0.0)
    );
    assert!(result["parameters"]["Ra"].is_null());
    let table = bench.run(&["measure", "before.x3p"]);
    assert!(
        table.out.contains("Scar volume") && table.out.contains("Sa (µm)"),
        "{}",
        table.out
    );
}

#[test]
fn form_and_filters_are_chosen_told_and_no_matter_of_scars() {
    let bench = bench();
    let chosen = [
        "measure",
        "before.x3p",
        "--json",
        "--report",
        "one.html",
        "--form-order",
        "4",
        "--s-filter",
        "spline",
        "--s-nesting-mm",
        "0.25",
        "--l-filter",
        "robust-gaussian",
        "--l-nesting-mm",
        "5",
    ];
    let ended = bench.run(&chosen);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let result: Value = serde_json::from_str(&ended.out).unwrap();
    let settings = &result["settings"];
    assert_eq!(settings["form_order"], 4.0);
    assert_eq!(settings["s_filter_spline_mm"], 0.25);
    assert_eq!(settings["l_filter_robust_gaussian_mm"], 5.0);
    assert!(settings["l_filter_gaussian_mm"].is_null() && settings["s_filter_gaussian_mm"].is_null());
    let page = String::from_utf8(bench.read("one.html")).unwrap();
    assert!(page.contains("robust Gaussian regression of order 2, nesting index 5 mm (ISO 16610-71)"));
    let plain = bench.run(&["measure", "before.x3p", "--json"]);
    let plain: Value = serde_json::from_str(&plain.out).unwrap();
    assert_eq!(plain["scars"], result["scars"]);
    assert_ne!(plain["parameters"]["Sq"], result["parameters"]["Sq"]);
    for (words, code, part) in [
        (vec!["--form-order", "7"], 2, "0..=6"),
        (vec!["--l-filter", "box"], 2, "robust-gaussian"),
        (vec!["--s-nesting-mm", "-1"], 2, "above zero"),
        (
            vec!["--l-nesting-mm", "0.05"],
            1,
            "less than that of the L-filter",
        ),
        (vec!["--s-filter", "spline"], 1, "at least two cells"),
    ] {
        let ended = bench.run(&[vec!["measure", "before.x3p"], words].concat());
        assert_eq!(ended.code, code, "{}", ended.err);
        assert!(ended.err.contains(part), "{}", ended.err);
    }
}

#[test]
fn the_report_of_one_scan_has_its_map_sections_and_filters() {
    let bench = bench();
    let ended = bench.run(&["measure", "before.x3p", "--report", "one.html"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let page = String::from_utf8(bench.read("one.html")).unwrap();
    for part in [
        "One scan, measured",
        "Cross-sections",
        "id=\"section-1\"",
        "data-heights0=",
        "nesting index 8 mm",
    ] {
        assert!(page.contains(part), "missing: {part}");
    }
    let same = bench.run(&["measure", "before.x3p", "--report", "before.x3p"]);
    assert_eq!(same.code, 2, "{}", same.err);
}

#[test]
fn a_region_of_a_scan_holds_its_own_scars_only() {
    let bench = bench();
    let scars = |more: &[&str]| {
        let ended = bench.run(&[&["measure", "before.x3p", "--json"], more].concat());
        assert_eq!(ended.code, 0, "{}", ended.err);
        let result: Value = serde_json::from_str(&ended.out).unwrap();
        let scars = result["scars"].as_array().unwrap().clone();
        scars
            .into_iter()
            .map(|scar| scar["centre_mm"].clone())
            .collect::<Vec<Value>>()
    };
    // Cells are 0.1 mm.
    let (all, part) = (scars(&[]), scars(&["--roi", "0,0,350,1000"]));
    assert!(!part.is_empty() && part.len() < all.len());
    assert!(
        part.iter().all(|centre| centre[0].as_f64().unwrap() < 35.0),
        "{part:?}"
    );
    let ended = bench.run(&[
        "compare",
        "before.x3p",
        "after.x3p",
        "--json",
        "--roi",
        "0,0,350,1000",
    ]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let result: Value = serde_json::from_str(&ended.out).unwrap();
    let compared = result["scars"].as_array().unwrap();
    assert!(!compared.is_empty() && compared.len() < all.len());
}

#[test]
fn what_cannot_be_read_or_compared_is_one_line_with_what_to_do() {
    let bench = bench();
    bench.write("photo.jpg", b"\xff\xd8\xff\xe0");
    bench.write("diary.x3p", b"dear diary");
    let cases: [(&[&str], i32, &str); 6] = [
        (&["measure", "diary.x3p"], 1, "this is no scan"),
        (&["measure", "before.npy"], 1, "--pitch-mm"),
        (&["measure", "before.x3p", "--roi", "900,0,990,90"], 2, "--roi"),
        (&["compare", "before.x3p", "photo.jpg"], 1, "give two of a kind"),
        (&["compare", "before.x3p", "before.x3p"], 1, "same"),
        (
            &["measure", "before.x3p", "--unit", "inch"],
            2,
            "no unit of length",
        ),
    ];
    for (words, code, part) in cases {
        let ended = bench.run(words);
        assert_eq!(ended.code, code, "{words:?}: {}", ended.err);
        assert!(ended.err.contains(part), "{words:?}: {}", ended.err);
        assert!(
            code == 2 || ended.err.trim_end().lines().count() == 1,
            "{}",
            ended.err
        );
    }
}
