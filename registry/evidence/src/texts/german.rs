//! German.

use super::{PageTexts, Sentences, Texts};
use crate::answer::{Grouping, NotPooled, Question, WhyNot};
use crate::reviews::{ReviewMeasure, ReviewOutcome, Subject};
use crate::side_effects::SideEffect;
use crate::trials::{Response, Scale, ScarType, Treatment};

/// German.
pub static GERMAN: Texts = Texts {
    language: "de",
    decimal_sign: ',',
    scale,
    treatment,
    scar_type,
    response,
    why_not,
    not_pooled,
    grouping,
    subject,
    review_outcome,
    review_measure,
    side_effect,
    note,
    title,
    axis,
    sentences: SENTENCES,
    page: PAGE,
};

fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::GoodmanBaronQualitative => "Goodman-Baron-Grad (1 bis 4)",
        Scale::GoodmanBaronQuantitative => "Goodman-Baron-Wert (0 bis 84 Punkte)",
        Scale::Ecca => "ECCA-Wert (0 bis 540 Punkte)",
        Scale::LipperPerez => "Lipper-Perez-Wert",
        Scale::AcneScarAssessment => "Wert der Akne-Narben-Beurteilung",
        Scale::GlobalAcneScarring => "Gesamtwert der Akne-Narben",
        Scale::Own => "eigener Wert der Studie",
    }
}

fn treatment(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Needling => "Microneedling allein",
        Treatment::Placebo => "keine Behandlung",
        Treatment::NeedlingPrp => "Microneedling mit plättchenreichem Plasma",
        Treatment::NeedlingPeel => "Microneedling mit chemischem Peeling",
        Treatment::NeedlingInsulin => "Microneedling mit Insulin auf der Haut",
        Treatment::Prp => "plättchenreiches Plasma allein",
        Treatment::TcaCross => "TCA CROSS",
        Treatment::Tazarotene => "Tazaroten-Gel",
        Treatment::FractionalCo2 => "fraktionierter CO₂-Laser",
        Treatment::FractionalErYag => "fraktionierter Er:YAG-Laser",
        Treatment::FractionalErNonablative => "nicht ablativer fraktionierter Erbium-Laser",
    }
}

fn scar_type(scar_type: ScarType) -> &'static str {
    match scar_type {
        ScarType::IcePick => "Eispickel-Narben",
        ScarType::Boxcar => "Boxcar-Narben",
        ScarType::Rolling => "Rolling-Narben",
    }
}

fn response(response: Response) -> &'static str {
    match response {
        Response::OneGrade => "um einen Grad oder mehr",
        Response::MoreThanOneGrade => "um mehr als einen Grad",
        Response::MoreThanQuarter => "um mehr als ein Viertel",
        Response::GoodOrBetter => "„gut“ oder besser",
        Response::Excellent => "„ausgezeichnet“",
        Response::Significant => "„deutlich“",
        Response::Any => "irgendwie",
    }
}

fn why_not(why: &WhyNot) -> String {
    match why {
        WhyNot::NoNumber => "keine Zahl genannt".to_owned(),
        WhyNot::NoSpread => "weder Standardabweichung noch Intervall genannt".to_owned(),
        WhyNot::NoCount => "von wie vielen, ist nicht gesagt".to_owned(),
        WhyNot::Medians => "Mediane ohne Quartile".to_owned(),
        WhyNot::OwnScale => "eine eigene Skala".to_owned(),
        WhyNot::Doubtful { reason, .. } => {
            format!(
                "eine Zahl, die falsch sein kann ({})",
                doubt(reason).unwrap_or(reason)
            )
        }
        WhyNot::CountsOfSides => "beide Seiten von Gesichtern gezählt, und nicht welcher".to_owned(),
    }
}

/// Why a number of the tables may be wrong.
fn doubt(reason: &str) -> Option<&'static str> {
    let german = match reason {
        "a share of patients or a mean, the abstract does not say" => {
            "ein Anteil der Behandelten oder ein Mittelwert, das sagt die Zusammenfassung nicht"
        }
        "printed as every week in 3 months" => "gedruckt steht jede Woche in 3 Monaten",
        "up to six months" => "bis zu sechs Monate",
        "not in the text that was read" => "nicht in dem Text, der gelesen wurde",
        "from memory" => "aus dem Gedächtnis",
        "the abstract speaks of grades and does not name the scale" => {
            "die Zusammenfassung spricht von Graden und nennt die Skala nicht"
        }
        "printed as 78 %, which would be 11 of 14" => "gedruckt stehen 78 %, das wären 11 von 14",
        "computed from 91.8 %, which is no share of 36 (33 are 91.7 %)" => {
            "aus 91,8 % berechnet, was kein Anteil von 36 ist (33 sind 91,7 %)"
        }
        "unclear whether from the last session" => "unklar, ob von der letzten Sitzung an",
        "as printed; may be a standard error" => "wie gedruckt; vielleicht ein Standardfehler",
        "as printed; far too small for a standard deviation" => {
            "wie gedruckt; für eine Standardabweichung viel zu klein"
        }
        "the copy lost minus signs and the interval is not centred" => {
            "der Kopie fehlen Minuszeichen, und das Intervall liegt nicht um seinen Wert"
        }
        "those alone who left the study for severe ones" => "nur wer die Studie wegen schwerer verließ",
        "36 began, 30 completed; not told of which" => {
            "36 begannen, 30 beendeten es; von welchen, ist nicht gesagt"
        }
        "31 began; the share satisfied is none of 31" => {
            "31 begannen; der Anteil der Zufriedenen ist keiner von 31"
        }
        "the share that improved is no part of 15" => "der Anteil, der sich besserte, ist kein Teil von 15",
        "a dash stands before it and the result is called significant" => {
            "ein Strich steht davor, und das Ergebnis heißt signifikant"
        }
        "printed with a percent sign" => "mit Prozentzeichen gedruckt",
        _ => return None,
    };
    Some(german)
}

fn not_pooled(why: NotPooled) -> &'static str {
    match why {
        NotPooled::NoStudy => "Nichts wird zusammengefasst: keine Studie sagt, was dafür nötig ist.",
        NotPooled::OneStudy => "Nichts wird zusammengefasst: eine Studie allein hat nichts, womit.",
        NotPooled::TwoStudies => {
            "Nichts wird zusammengefasst: aus zwei Studien lässt sich nicht sagen, wie weit Studien auseinander liegen."
        }
        NotPooled::TooFewGroups => "nicht verglichen, weil zu wenige Studien ihre Zahl nennen",
    }
}

fn grouping(grouping: Grouping) -> [&'static str; 3] {
    match grouping {
        Grouping::Sessions => [
            "weniger als {edge} Sitzungen",
            "{edge} Sitzungen oder mehr",
            "Nach der Zahl der Sitzungen",
        ],
        Grouping::Interval => [
            "weniger als {edge} Wochen Abstand",
            "{edge} Wochen Abstand oder mehr",
            "Nach den Wochen zwischen den Sitzungen",
        ],
        Grouping::NeedleLength => [
            "Nadeln bis {edge} mm",
            "Nadeln länger als {edge} mm",
            "Nach der längsten Nadel",
        ],
    }
}

fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::AnyTreatment => "jede Behandlung von Akne-Narben",
        Subject::Needling => "Microneedling, allein oder nicht",
        Subject::NeedlingAgainstOthers => "Microneedling gegen andere Behandlungen",
        Subject::NeedlingPrpAgainstNeedling => "mit plättchenreichem Plasma gegen Microneedling allein",
        Subject::Co2AgainstNeedling => "fraktionierter CO₂-Laser gegen Microneedling",
    }
}

fn review_outcome(outcome: ReviewOutcome) -> &'static str {
    match outcome {
        ReviewOutcome::Improvement => "Besserung",
        ReviewOutcome::ImprovedByHalf => "um mehr als die Hälfte gebessert",
        ReviewOutcome::Success => "Erfolg",
        ReviewOutcome::Grade => "Goodman-Baron-Grad",
        ReviewOutcome::DarkMarks => "dunkle Flecken",
        ReviewOutcome::SeriousHarm => "ernster Schaden",
    }
}

fn review_measure(measure: ReviewMeasure) -> &'static str {
    match measure {
        ReviewMeasure::MeanDifference => "mittlerer Unterschied",
        ReviewMeasure::OddsRatio => "Chancenverhältnis",
        ReviewMeasure::RiskRatio => "Verhältnis der Anteile",
    }
}

fn side_effect(side_effect: SideEffect) -> &'static str {
    match side_effect {
        SideEffect::Redness => "Rötung",
        SideEffect::Swelling => "Schwellung",
        SideEffect::Bruising => "blaue Flecken",
        SideEffect::Pain => "Schmerz",
        SideEffect::DarkMarks => "dunkle Flecken",
        SideEffect::TramTracks => "Narben in Reihen",
        SideEffect::Granuloma => "Granulom",
        SideEffect::Lasting => "etwas, das nach 6 Monaten noch da war",
    }
}

/// A note of the table of side effects; one that has no German, as of a table of somebody else, stays as it is.
fn note(note: &str) -> &str {
    match note {
        "Skin types IV and V." => "Hauttypen IV und V.",
        "Rolling scars; no visible signs of the procedure either." => {
            "Rolling-Narben; auch keine sichtbaren Spuren der Behandlung."
        }
        "46 people in both arms; how many in each is not in the abstract." => {
            "46 Personen in beiden Armen; wie viele in jedem, steht nicht in der Zusammenfassung."
        }
        "Redness lasted longer than after needling." => "Die Rötung hielt länger an als nach Microneedling.",
        "Sides of the same faces as in the next row." => {
            "Seiten derselben Gesichter wie in der nächsten Zeile."
        }
        "Burning and redness; in how many, the abstract does not say." => {
            "Brennen und Rötung; bei wie vielen, sagt die Zusammenfassung nicht."
        }
        "In how many, the abstract does not say." => "Bei wie vielen, sagt die Zusammenfassung nicht.",
        "Dark marks and pain were the common complaints, and most had none." => {
            "Dunkle Flecken und Schmerz waren die häufigen Beschwerden, und die meisten hatten keine."
        }
        "Platelet-rich plasma on one side and vitamin C on the other." => {
            "Plättchenreiches Plasma auf der einen Seite und Vitamin C auf der anderen."
        }
        "Nothing that began in the trial was there at 6 months." => {
            "Nichts, was in der Studie begann, war nach 6 Monaten noch da."
        }
        "13 reports of single patients, mostly after vitamin C had been put on; nobody knows of how many." => {
            "13 Berichte über Einzelne, meist nachdem Vitamin C aufgetragen worden war; von wie vielen, weiß niemand."
        }
        _ => note,
    }
}

fn title(question: Question) -> &'static str {
    match question {
        Question::Change(_) => "Vorher und nachher: {what}",
        Question::StandardisedChange => "Vorher und nachher: alle Skalen, in Standardabweichungen",
        Question::Improved(_) => "Wie viele sich {what} besserten",
        Question::Against(_) => "Gegen: {what}",
    }
}

fn axis(question: Question) -> &'static str {
    match question {
        Question::Change(Scale::GoodmanBaronQualitative) => "Änderung in Graden; links ist besser",
        Question::Change(_) => "Änderung in Punkten; links ist besser",
        Question::StandardisedChange => "Änderung in Standardabweichungen; links ist besser",
        Question::Improved(_) => "gebessert, in Prozent",
        Question::Against(_) => "Unterschied in Standardabweichungen; links ist Microneedling allein besser",
    }
}

const SENTENCES: Sentences = Sentences {
    interval: "{low} bis {high}",
    change: "Von vor bis nach Microneedling allein änderte sich im Mittel, {scale}: {value} (95-%-Intervall {interval}; {studies} Studien, {people}).",
    standardised: "Von vor bis nach Microneedling allein änderten sich die Werte im Mittel um {value} Standardabweichungen (95-%-Intervall {interval}; {studies} Studien, {people}).",
    improved: "Bei {value} der Behandelten besserte es sich {rule} (95-%-Intervall {interval}; {studies} Studien, {people}).",
    against: "Nach Microneedling allein lagen die Werte im Mittel um {value} Standardabweichungen anders als nach: {other} (95-%-Intervall {interval}; {studies} Studien, {people}).",
    people: "{n} Personen",
    people_at_least: "{n} Personen und die von {unknown} weiteren, die nicht sagen, wie viele",
    may_be_none: "Auch gar keine Änderung liegt im Intervall.",
    prediction: "In einer weiteren, ähnlichen Studie läge der wahre Wert irgendwo von {interval}.",
    disagreement: [
        "Die Studien widersprechen einander kaum mehr als durch Zufall (I² {i2}).",
        "Die Studien widersprechen einander mäßig, über Zufall hinaus (I² {i2}).",
        "Die Studien widersprechen einander deutlich, über Zufall hinaus (I² {i2}).",
        "Die Studien widersprechen einander erheblich, über Zufall hinaus (I² {i2}), sodass der Mittelwert über einen einzelnen Verlauf wenig sagt.",
    ],
    uncontrolled: "Mit niemand Unbehandeltem wurde verglichen: Zeit, Zufall und hoffnungsvolle Bewertung sind in dieser Zahl enthalten.",
    in_deviations: "Standardabweichungen machen Skalen vergleichbar und groß: Studien wählen Menschen aus, die einander ähneln, und je weniger sie sich unterscheiden, desto größer sieht dieselbe Änderung aus.",
    assumed: "Wo Studien nicht sagen, wie die Werte vorher und nachher zusammenhängen, wird eine Korrelation von {taken} angenommen; mit {low} wäre der Mittelwert {at_low}, mit {high} {at_high}.",
    alone: "Gewogen werden kann nur {study}: {value} ({interval}).",
    sign: "Über null lässt die andere Behandlung den kleineren Wert, in Standardabweichungen.",
    alone_assumed: "Wie die Werte innerhalb eines Gesichts zusammenhängen, ist nicht gesagt; angenommen wird eine Korrelation von {taken}; mit {low} wäre es {at_low}, mit {high} {at_high}.",
    left_out: "Nicht gewogen: {reasons}.",
    left_out_part: "{count} × {why}",
    follows_fall: "In veröffentlichten Studien sind Narbenwerte nach Microneedling niedriger als vorher.",
    follows_nothing: "Veröffentlichte Studien zeigen nicht mit Sicherheit, dass Narbenwerte nach Microneedling sinken.",
    no_control: "Wie viel davon Microneedling bewirkt, ist nicht bekannt: in {studies} davon wurde mit keiner Behandlung verglichen ({people}), und dieser Vergleich kann nicht gewogen werden.",
    never_controlled: "Wie viel davon Microneedling bewirkt, ist nicht bekannt: keine davon verglich mit keiner Behandlung.",
    controlled: "Gegen keine Behandlung beträgt der Unterschied {value} Standardabweichungen ({interval}).",
    counted: "{patients} von {n}: {share} ({interval})",
    counted_only: "{patients}; {why}",
    not_counted: "berichtet, nicht gezählt",
    lasted_hours: "{interval} Stunden",
    lasted_days: "{interval} Tage",
};

const PAGE: PageTexts = PageTexts {
    title: "Microneedling bei Akne-Narben: was veröffentlicht ist",
    follows: "Was folgt",
    study: "Studie",
    people: "Personen",
    effect: "Wirkung (95-%-Intervall)",
    weight: "Gewicht",
    bias: "Was die Anlage über Verzerrung sagt",
    source: "Quelle",
    change: "Änderung",
    pooled: "Zusammen",
    new_study: "In einer neuen Studie",
    left_out: "Studien, die danach fragten und nicht gewogen werden können",
    by_scar_type: "Nach Narbentyp",
    by_scar_type_lead: "Keine davon sagt, wie weit die Behandelten auseinander liegen, sodass hier nichts gewogen oder zusammengefasst werden kann; Unterschiede zwischen den Typen können Zufall sein.",
    side_effects: "Nebenwirkungen",
    side_effects_lead: "Behandelte mit einer jeden über eine ganze Behandlung, mit exakten 95-%-Intervallen. Nichts wird zusammengefasst: die meisten Studien zählen keine Nebenwirkungen, und die es tun, sahen verschiedene Haut. Wer keine zählte, hat vielleicht nicht nachgesehen.",
    side_effect: "Nebenwirkung",
    treatment: "Behandlung",
    how_many: "Behandelte (95-%-Intervall)",
    how_long: "Wie lange",
    note: "Anmerkung",
    reviews: "Was veröffentlichte Übersichten zusammenfassten",
    reviews_lead: "Wie sie es berichten, aus ganzen Arbeiten, wo die Tabelle hier meist Zusammenfassungen hat. Sie teilen Studien miteinander und mit den Abbildungen oben und werden mit nichts zusammengefasst.",
    review: "Übersicht",
    about: "Wovon",
    studies: "Studien",
    result: "Ergebnis (95-%-Intervall)",
    doubtful: "kann falsch sein",
    method: "Zufällige Effekte mit restringierter Maximum-Likelihood; Intervalle nach Knapp und Hartung, nie schmaler als das normale; der Bereich einer neuen Studie mit einem Freiheitsgrad weniger als Studien. Korrelationen innerhalb einer Person, die nicht genannt sind, werden als {r} genommen und mit {r_low} und {r_high} versucht. Als zweifelhaft bezeichnete Zahlen werden nicht gewogen. Was die Anlage einer Studie über Verzerrung sagt, ist kein Urteil nach dem Werkzeug von Cochrane.",
    funnel: "Trichter: {what}",
    funnel_lead: "Mit weniger als zehn Studien sagt ein schiefer Trichter nichts über Studien, die nie veröffentlicht wurden.",
    standard_error: "Standardfehler",
    forest_alt: "Forest-Plot „{what}“; die Tabelle darunter hat seine Zahlen.",
    groups_differ: "Unterschied zwischen den Gruppen: p {p}",
    groups_not_told: "{count} Studien nennen es nicht",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::side_effects;
    use crate::{reviews, trials};

    /// The reasons of doubt in a table's column of standings.
    fn doubts(table: &str) -> Vec<String> {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let column = reader
            .headers()
            .unwrap()
            .iter()
            .position(|name| name == "standing");
        let cells = reader
            .records()
            .map(|row| row.unwrap()[column.unwrap()].to_owned());
        let standings: Vec<String> = cells
            .flat_map(|cell| cell.split('|').map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let doubtful = standings.iter().filter_map(|said| said.split_once("=doubtful:"));
        doubtful.map(|(_, reason)| reason.trim().to_owned()).collect()
    }

    #[test]
    fn every_doubt_of_the_tables_has_its_german() {
        let all = [trials::SHIPPED, side_effects::SHIPPED, reviews::SHIPPED]
            .map(doubts)
            .concat();
        assert!(all.len() > 20, "{all:?}");
        for reason in all {
            assert!(doubt(&reason).is_some(), "{reason}");
        }
    }

    #[test]
    fn every_note_of_the_side_effects_has_its_german() {
        let notes: Vec<String> = side_effects::shipped()
            .unwrap()
            .into_iter()
            .filter_map(|row| row.note)
            .collect();
        assert!(notes.len() > 10, "{notes:?}");
        for text in notes {
            assert_ne!(note(&text), text);
        }
    }
}
