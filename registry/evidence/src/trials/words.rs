//! The words that stand in the table's columns.

use crate::words::words;

words!(
    /// How a study compares.
    Design {
        /// Everybody is treated; before is compared with after.
        SingleArm = "single_arm",
        /// Different people are treated differently.
        Parallel = "parallel",
        /// Each face has one side treated one way and one the other.
        SplitFace = "split_face",
        /// Records are looked at afterwards.
        Retrospective = "retrospective",
    }
);

words!(
    /// Who did not know what was done.
    Blinding {
        /// Whoever graded did not know which picture was of which treatment or time.
        Rater = "rater",
        /// Nobody was kept from knowing.
        No = "no",
    }
);

words!(
    /// Where it was done.
    Setting {
        /// By a professional.
        Professional = "professional",
        /// By the patient.
        Home = "home",
    }
);

words!(
    /// From when follow-up counts.
    FollowUpFrom {
        /// The last session.
        LastSession = "last_session",
        /// The first session.
        Baseline = "baseline",
    }
);

words!(
    /// What was done. Needling with water or saline put on or in is needling.
    Treatment {
        /// Microneedling alone.
        Needling = "needling",
        /// Nothing, or a sham.
        Placebo = "placebo",
        /// Microneedling with platelet-rich plasma.
        NeedlingPrp = "needling_prp",
        /// Microneedling with a chemical peel.
        NeedlingPeel = "needling_peel",
        /// Microneedling with topical insulin.
        NeedlingInsulin = "needling_insulin",
        /// Platelet-rich plasma alone.
        Prp = "prp",
        /// Strong trichloroacetic acid on single scars.
        TcaCross = "tca_cross",
        /// Tazarotene gel.
        Tazarotene = "tazarotene",
        /// Fractional CO₂ laser.
        FractionalCo2 = "fractional_co2",
        /// Fractional ablative Er:YAG laser.
        FractionalErYag = "fractional_er_yag",
        /// Fractional nonablative erbium laser.
        FractionalErNonablative = "fractional_er_nonablative",
    }
);

words!(
    /// The type of the scars that a value is of.
    ScarType {
        /// Narrow and deep.
        IcePick = "ice_pick",
        /// With steep walls and a flat floor.
        Boxcar = "boxcar",
        /// Shallow and wide, with sloping walls.
        Rolling = "rolling",
    }
);

words!(
    /// The scale of a score. On each of them more is worse.
    Scale {
        /// Goodman and Baron's grade, 1 to 4 (doi:10.1111/j.1524-4725.2006.32354.x).
        GoodmanBaronQualitative = "goodman_baron_qualitative",
        /// Goodman and Baron's points, 0 to 84 (doi:10.1111/j.1473-2165.2006.00222.x).
        GoodmanBaronQuantitative = "goodman_baron_quantitative",
        /// Échelle d'évaluation clinique des cicatrices d'acné, 0 to 540.
        Ecca = "ecca",
        /// Lipper and Perez's score.
        LipperPerez = "lipper_perez",
        /// The acne scar assessment score.
        AcneScarAssessment = "acne_scar_assessment",
        /// The points of a global acne scarring classification.
        GlobalAcneScarring = "global_acne_scarring",
        /// A scale of the study's own, which means nothing beside another.
        Own = "own",
    }
);

words!(
    /// What the centre of the values is.
    Statistic {
        /// Means.
        Mean = "mean",
        /// Medians.
        Median = "median",
    }
);

words!(
    /// Who counts as improved.
    Response {
        /// By one grade or more.
        OneGrade = "one_grade",
        /// By more than one grade.
        MoreThanOneGrade = "more_than_one_grade",
        /// By more than a quarter.
        MoreThanQuarter = "more_than_quarter",
        /// "Good" or better, in the study's own words.
        GoodOrBetter = "good_or_better",
        /// "Excellent", in the study's own words.
        Excellent = "excellent",
        /// "Significantly", in the study's own words.
        Significant = "significant",
        /// Somehow.
        Any = "any",
    }
);

impl Scale {
    /// Whether a value on it can be held beside another study's.
    pub fn is_shared(self) -> bool {
        self != Self::Own
    }
}

impl Response {
    /// Whether another study's patients would count by the same rule: the rule is about grades and not about an adjective.
    pub fn is_shared(self) -> bool {
        matches!(self, Self::OneGrade | Self::MoreThanOneGrade)
    }
}
