//! German.

use super::{Captured, Sentences, Texts};
use crate::error::NotKnown;
use crate::model::Term;
use crate::patient::{Reason, Since};
use relief_course::Level;
use relief_protocol::{ScarType, Sign};

/// German.
pub static GERMAN: Texts = Texts {
    language: "de",
    decimal_sign: ',',
    scar_type,
    scar_type_alone,
    repeats,
    term,
    sign,
    level,
    not_known,
    reason,
    sentences: SENTENCES,
};

fn scar_type(scar_type: ScarType) -> &'static str {
    match scar_type {
        ScarType::IcePick => "Eispickel-Narben",
        ScarType::Boxcar => "Boxcar-Narben",
        ScarType::Rolling => "Rolling-Narben",
    }
}

fn scar_type_alone(scar_type: ScarType) -> &'static str {
    match scar_type {
        ScarType::IcePick => "Eispickel-Narben",
        ScarType::Boxcar => "Boxcar-Narben",
        ScarType::Rolling => "Rolling-Narben",
    }
}

fn repeats(captured: Captured) -> &'static str {
    match captured {
        Captured::Photos => "wiederholte Fotos",
        Captured::Scans => "wiederholte Scans",
    }
}

fn term(term: Term) -> &'static str {
    match term {
        Term::EachSession | Term::Sessions => "Zahl der Sitzungen",
        Term::ScarType => "Narbentyp",
        Term::Phototype => "Hauttyp",
        Term::Before => "Schwere vorher",
        Term::NeedleLength => "Nadellänge",
        Term::IntervalWeeks => "Wochen zwischen den Sitzungen",
        Term::AtHome => "Ort der Behandlung",
        Term::OtherTreatment => "andere Behandlungen",
        Term::WeeksSinceSession => "Wochen seit der letzten Sitzung",
    }
}

fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Redness => "Rötung",
        Sign::Swelling => "Schwellung",
        Sign::Bruising => "Blutergüsse",
        Sign::Pain => "Schmerzen",
        Sign::Itch => "Juckreiz",
        Sign::Flaking => "Schuppung",
        Sign::Darkening => "Dunkle Verfärbung",
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Expected => "Ein normaler Verlauf",
        Level::Watch => "Ein Tag, der zu beobachten war",
        Level::ContactNow => "Ein Tag, an dem die Praxis verständigt werden musste",
    }
}

fn not_known(why: NotKnown) -> &'static str {
    match why {
        NotKnown::Nobody => "Nicht bekannt: Niemand hat, wonach gefragt wurde.",
        NotKnown::FewPatients => {
            "Nicht gezeigt: weniger als fünf Patienten, sodass jemand erkannt werden könnte."
        }
        NotKnown::TooFewForThis => "Nicht bekannt: zu wenige Patienten für diese Zahl.",
        NotKnown::NotTellable => {
            "Nicht zu sagen: Was verglichen würde, ist bei diesen Patienten überall gleich oder geht immer mit etwas anderem einher."
        }
        NotKnown::Undefined => "Nicht bekannt: Die Zahlen ergeben keine endliche Antwort.",
    }
}

fn reason(reason: Reason, since: Since) -> &'static str {
    match (reason, since) {
        (Reason::NotMeasured, _) => {
            "Nach Ihrer letzten Sitzung gibt es kein Bild, das verglichen werden kann; deshalb kann niemand sagen, ob sie geholfen hat. Machen Sie zuerst ein neues."
        }
        (Reason::Worse, _) => {
            "Ihre Haut ist messbar schlechter als vor der ersten Sitzung. Keine weitere Sitzung, bevor jemand vom Fach den Grund gefunden hat."
        }
        (Reason::WorseThanAfterLast, Since::LastSession) => {
            "Ihre Haut ist messbar schlechter als nach der Sitzung davor. Finden Sie zuerst den Grund, und messen Sie noch einmal."
        }
        (Reason::WorseThanAfterLast, Since::Several) => {
            "Ihre Haut ist messbar schlechter als auf dem Bild davor. Finden Sie zuerst den Grund, und messen Sie noch einmal."
        }
        (Reason::LastSessionHelped, Since::LastSession) => {
            "Ihre letzte Sitzung hat messbar etwas bewirkt. Eine weitere kann es auch."
        }
        (Reason::LastSessionHelped, Since::Several) => {
            "Ihre Sitzungen seit dem Bild davor haben zusammen messbar etwas bewirkt; welche davon, hat niemand gemessen. Eine weitere kann es auch."
        }
        (Reason::OthersGained, Since::LastSession) => {
            "Ihre letzte Sitzung hat nichts Messbares bewirkt. Manchen, bei denen es ebenso war, hat eine weitere geholfen."
        }
        (Reason::OthersGained, Since::Several) => {
            "Ihre Sitzungen seit dem Bild davor haben nichts Messbares bewirkt. Manchen, bei denen es ebenso war, hat eine weitere geholfen."
        }
        (Reason::HardlyAnybodyGained, Since::LastSession) => {
            "Ihre letzte Sitzung hat nichts Messbares bewirkt, und kaum jemandem, bei dem es ebenso war, hat eine weitere geholfen."
        }
        (Reason::HardlyAnybodyGained, Since::Several) => {
            "Ihre Sitzungen seit dem Bild davor haben nichts Messbares bewirkt, und kaum jemandem, bei dem es ebenso war, hat eine weitere geholfen."
        }
        (Reason::OthersNotKnown, Since::LastSession) => {
            "Ihre letzte Sitzung hat nichts Messbares bewirkt, und von anderen, bei denen es ebenso war, ist zu wenig bekannt."
        }
        (Reason::OthersNotKnown, Since::Several) => {
            "Ihre Sitzungen seit dem Bild davor haben nichts Messbares bewirkt, und von anderen, bei denen es ebenso war, ist zu wenig bekannt."
        }
    }
}

const SENTENCES: Sentences = Sentences {
    interval: "{low} bis {high}",
    points: "{value} Prozentpunkte",
    and: "{first} und {last}",
    with_scars: " mit {scars}",
    improved: "Von {patients} Patienten{with} haben sich {share} um mehr verbessert, als {repeats} voneinander abweichen; 95-%-Intervall {interval}.",
    worse: "{share} haben sich um mehr verschlechtert; 95-%-Intervall {interval}.",
    not_comparable: "Von {patients} Patienten hatten {count} keine Bilder, die verglichen werden können; sie stehen in keiner anderen Zahl.",
    changed: "Im Mittel änderte es sich um {mean} (95-%-Intervall {interval}), beim mittleren Patienten um {median} ({median_interval}).",
    changed_mean: "Im Mittel änderte es sich um {mean} (95-%-Intervall {interval}).",
    needed: "Auf je {number} Behandelte verbessert sich einer mehr (95-%-Intervall {low} bis {high}) als die {chance}, die verbessert hießen, wenn sich keine Haut geändert hätte.",
    needed_open: "Auf je {number} Behandelte verbessert sich einer mehr als die {chance}, die verbessert hießen, wenn sich keine Haut geändert hätte; das 95-%-Intervall beginnt bei {low} und hat kein Ende, weil es auch niemand sein kann.",
    none_needed: "Es haben sich nicht mehr verbessert als die {chance}, die verbessert hießen, wenn sich keine Haut geändert hätte.",
    no_control: "Mit Unbehandelten wurde nicht verglichen: Was die Zeit allein mit Narben macht, steckt in dieser Zahl.",
    dropped: "{count} von {of} kamen nicht wieder ({share}; 95-%-Intervall {interval}).",
    dropped_unlike: "Sie waren anders als die, die blieben; die Gebliebenen stehen also nicht für alle.",
    dropped_alike: "Vor der ersten Sitzung und bis dahin unterschieden sie sich nicht messbar von denen, die blieben.",
    missing: "Sitzung {session}: {seen} von {patients} Patienten wurden danach verglichen und änderten sich im Mittel um {mean} (95-%-Intervall {interval}); für alle, die begonnen haben, wird die Änderung auf {model} geschätzt ({model_interval}).",
    depth: "{what}: in der Tiefe im Mittel um {change} (95-%-Intervall {interval}; {scars} Narben von {patients} Patienten).",
    needle: "Je halben Millimeter mehr Nadellänge war die Änderung um {slope} anders (95-%-Intervall {interval}); gleich gehalten: {terms}.",
    weeks: "Je Woche mehr zwischen den Sitzungen war die Änderung um {slope} anders (95-%-Intervall {interval}); gleich gehalten: {terms}.",
    association: "Das geht miteinander einher; dass eines das andere bewirkt, beweist es nicht, denn niemand hat gelost.",
    setting: "Zu Hause ist die Änderung um {adjusted} anders (95-%-Intervall {interval}) als in der Praxis, wenn gleich gehalten wird: {terms}; sonst schiene sie um {bare} anders. Was nicht aufgezeichnet wurde, ist nicht gleich gehalten.",
    sign_share: "{what}: nach {share} von {sessions} Sitzungen (95-%-Intervall {interval}).",
    never: "{what}: nie in {sessions} Sitzungen, also sehr wahrscheinlich in weniger als {most}.",
    duration: "Wo es vorkam, dauerte es in der Mitte {days} Tage (95-%-Intervall {interval}).",
    standing: "Von {others} anderen nach ebenso vielen Sitzungen hatten {share} eine weniger gute Änderung (95-%-Intervall {interval}).",
    others: "Von {of} solchen Patienten gewannen {count} messbar durch eine weitere Sitzung (95-%-Intervall {interval}).",
    expected: "Nach Sitzung {session} liegt die Hälfte solcher Patienten zwischen {low} und {high}, und 95 von 100 liegen zwischen {most_low} und {most_high}.",
    no_promise: "Das ist kein Versprechen.",
};
