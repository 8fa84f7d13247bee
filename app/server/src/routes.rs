//! Every route, with who may come to it. There is no other way to add one.

use crate::app::App;
use crate::assets;
use crate::failure::Failure;
use crate::guard::{Access, guard, headers, same_site};
use crate::language::speak;
use crate::pages::{
    accounts, audit, calendar, candidacy, capture, clinic, compare, consent, context, diary, feed, grading,
    helps, invitation, kiosk, learn, leaving, looks, mistakes, outcome, outlook, overview, patients, photos,
    plan, ratings, repeatability, scans, session, setup, sign_in, start, today,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use relief_course::Action;

/// A form of words; photos and scans have limits of their own.
const FORM_BYTES: usize = 256 * 1024;
/// Several photos at once.
const PHOTO_BYTES: usize = 128 << 20;
/// A scan: as much as the store keeps as one file, and the other fields.
const SCAN_BYTES: usize = (256 << 20) + FORM_BYTES;
/// A frame of a camera, or a part of a photo.
const PART_BYTES: usize = 2 << 20;
/// The paths to which photos are sent.
const TAKE_PHOTOS: [&str; 2] = ["/patients/{patient}/photos", "/patients/{patient}/diary/photo"];

/// The paths to which scans are sent.
const TAKE_SCANS: [&str; 2] = ["/patients/{patient}/scans", "/patients/{patient}/scans/lights"];

/// A route.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Its path, with `{names}` for what varies.
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
    handler: fn() -> MethodRouter<App>,
}

macro_rules! routes {
    ($($method:ident $path:literal $access:expr => $handler:path;)*) => {
        /// Every route.
        pub const ROUTES: &[Route] = &[$(Route {
            method: stringify!($method),
            path: $path,
            access: $access,
            handler: || routes!(@ $method $handler),
        }),*];
    };
    (@ GET $handler:path) => { get($handler) };
    (@ POST $handler:path) => { post($handler) };
}

routes! {
    GET "/static/{name}" Access::Public => assets::show;
    GET "/health" Access::Public => start::health;
    GET "/setup" Access::Public => setup::show;
    POST "/setup" Access::Public => setup::make;

    GET "/sign-in" Access::Public => sign_in::show;
    POST "/sign-in" Access::Public => sign_in::enter;
    GET "/sign-in/code" Access::Half => sign_in::code::show;
    POST "/sign-in/code" Access::Half => sign_in::code::enter;
    POST "/sign-out" Access::Half => sign_in::leave;

    GET "/invitations/{link}" Access::Public => invitation::accept::show;
    POST "/invitations/{link}" Access::Public => invitation::accept::enter;
    GET "/feeds/{link}" Access::Public => feed::show;

    GET "/" Access::SignedIn => start::start;
    GET "/today" Access::Clinic(Action::SearchPatients) => today::show;
    GET "/calendar" Access::Clinic(Action::SearchPatients) => calendar::show;

    GET "/patients" Access::Clinic(Action::SearchPatients) => patients::list::show;
    GET "/patients/new" Access::Clinic(Action::CreatePatient) => patients::new::show;
    POST "/patients/new" Access::Clinic(Action::CreatePatient) => patients::new::add;
    GET "/patients/{patient}" Access::Patient(Action::ViewPatient) => overview::show;
    GET "/patients/{patient}/details" Access::Patient(Action::ChangePatient) => patients::details::show;
    POST "/patients/{patient}/details" Access::Patient(Action::ChangePatient) => patients::details::change;
    POST "/patients/{patient}/course" Access::Patient(Action::Book) => overview::begin_course;

    GET "/patients/{patient}/candidacy" Access::Patient(Action::ViewCandidacy) => candidacy::show;
    POST "/patients/{patient}/candidacy" Access::Patient(Action::AnswerCandidacy) => candidacy::answer;

    GET "/patients/{patient}/consent" Access::Patient(Action::ViewConsent) => consent::show;
    POST "/patients/{patient}/consent" Access::Patient(Action::ViewConsent) => consent::give;
    POST "/patients/{patient}/consent/revoke" Access::Patient(Action::RevokeConsent) => consent::revoke;
    GET "/patients/{patient}/consent/sheet" Access::Patient(Action::ViewConsent) => consent::sheet;

    GET "/patients/{patient}/kiosk" Access::Patient(Action::RecordConsent) => kiosk::ask;
    POST "/patients/{patient}/kiosk" Access::Patient(Action::RecordConsent) => kiosk::hand_over;
    GET "/kiosk" Access::Kiosk => kiosk::show;
    POST "/kiosk/candidacy" Access::Kiosk => kiosk::answer;
    POST "/kiosk/consent" Access::Kiosk => kiosk::sign;
    POST "/kiosk/return" Access::Kiosk => kiosk::take_back;

    GET "/patients/{patient}/consent/sheet.pdf" Access::Patient(Action::ViewConsent) => consent::paper;
    GET "/patients/{patient}/plan" Access::Patient(Action::ViewPlan) => plan::show;
    GET "/patients/{patient}/plan/sheet" Access::Patient(Action::ViewPlan) => plan::sheet;
    GET "/patients/{patient}/plan/sheet.pdf" Access::Patient(Action::ViewPlan) => plan::paper;
    POST "/patients/{patient}/plan/optional" Access::Patient(Action::DecideOptionalSession) => plan::decide;
    POST "/patients/{patient}/plan/end" Access::Patient(Action::EndSessions) => plan::end;
    GET "/patients/{patient}/plan/{visit}" Access::Patient(Action::Book) => plan::show_visit;
    POST "/patients/{patient}/plan/{visit}/book" Access::Patient(Action::Book) => plan::book;
    POST "/patients/{patient}/plan/{visit}/keep" Access::Patient(Action::Book) => plan::keep;
    POST "/patients/{patient}/plan/{visit}/miss" Access::Patient(Action::Book) => plan::miss;
    POST "/patients/{patient}/plan/{visit}/cancel" Access::Patient(Action::Book) => plan::cancel;
    POST "/patients/{patient}/plan/{visit}/defer" Access::Patient(Action::DeferVisit) => plan::defer;

    GET "/patients/{patient}/session" Access::Patient(Action::ViewSession) => session::show;
    POST "/patients/{patient}/session" Access::Patient(Action::WriteSession) => session::write::keep;
    POST "/patients/{patient}/session/sign" Access::Patient(Action::SignSession) => session::sign::sign;
    GET "/patients/{patient}/sessions/{number}" Access::Patient(Action::ViewSession) => session::signed::show;
    GET "/patients/{patient}/diary" Access::Patient(Action::ViewDiary) => diary::show;
    POST "/patients/{patient}/diary" Access::Patient(Action::WriteDiary) => diary::write::keep;
    POST "/patients/{patient}/diary/photo" Access::Patient(Action::AddPhotos) => diary::photo::add;
    POST "/patients/{patient}/diary/review" Access::Patient(Action::ReviewAlarm) => diary::review::review;
    GET "/patients/{patient}/grading" Access::Patient(Action::ViewGrades) => grading::show;
    POST "/patients/{patient}/grading" Access::Patient(Action::ViewGrades) => grading::grade;
    GET "/patients/{patient}/context" Access::Patient(Action::ViewOutcome) => context::show;
    POST "/patients/{patient}/context/rolling" Access::Patient(Action::RecordHomeRolling) => context::rolling::keep;
    POST "/patients/{patient}/context/treatment" Access::Patient(Action::RecordOtherTreatment) => context::treatment::keep;
    POST "/patients/{patient}/context/acne" Access::Patient(Action::RecordOtherTreatment) => context::acne::keep;
    POST "/patients/{patient}/context/skin" Access::Patient(Action::EnterInstrumentValue) => context::skin::keep;
    POST "/patients/{patient}/context/instrument" Access::Patient(Action::EnterInstrumentValue) => context::instrument::keep;

    GET "/patients/{patient}/capture" Access::Patient(Action::AddPhotos) => capture::show;
    GET "/patients/{patient}/capture/{view}" Access::Patient(Action::AddPhotos) => capture::camera::show;
    POST "/patients/{patient}/capture/{view}" Access::Patient(Action::AddPhotos) => capture::keep::keep;
    POST "/patients/{patient}/capture/{view}/skip" Access::Patient(Action::AddPhotos) => capture::skip::skip;
    POST "/capture/{patient}/look/{view}" Access::SignedIn => capture::frame::look;
    POST "/capture/{patient}/parts/{view}/{sha}" Access::SignedIn => capture::frame::part;

    GET "/patients/{patient}/photos" Access::Patient(Action::ViewPhotos) => photos::show;
    POST "/patients/{patient}/photos" Access::Patient(Action::AddPhotos) => photos::upload::add;
    GET "/patients/{patient}/photos/{photo}" Access::Patient(Action::ViewPhotos) => photos::file::whole;
    GET "/patients/{patient}/photos/{photo}/small" Access::Patient(Action::ViewPhotos) => photos::file::small;
    GET "/patients/{patient}/scans" Access::Patient(Action::ViewPhotos) => scans::show;
    POST "/patients/{patient}/scans" Access::Patient(Action::ComparePhotos) => scans::add::add;
    GET "/patients/{patient}/scans/lights" Access::Patient(Action::ComparePhotos) => scans::lights::show;
    POST "/patients/{patient}/scans/lights" Access::Patient(Action::ComparePhotos) => scans::lights::add::add;
    POST "/patients/{patient}/scans/compare" Access::Patient(Action::ComparePhotos) => scans::compare::ask;
    GET "/patients/{patient}/scans/{scan}" Access::Patient(Action::ViewPhotos) => scans::one::show;
    POST "/patients/{patient}/scans/{scan}" Access::Patient(Action::ComparePhotos) => scans::one::measure;
    GET "/patients/{patient}/scans/{scan}/file" Access::Patient(Action::ViewPhotos) => scans::one::file;
    GET "/patients/{patient}/compare" Access::Patient(Action::ComparePhotos) => compare::choose;
    POST "/patients/{patient}/compare" Access::Patient(Action::ComparePhotos) => compare::ask;
    GET "/patients/{patient}/jobs/{job}" Access::Patient(Action::ViewPhotos) => compare::job::show;
    GET "/patients/{patient}/measurements/{record}" Access::Patient(Action::ViewPhotos) => compare::result::show;
    GET "/patients/{patient}/measurements/{record}/sheet.pdf" Access::Patient(Action::ViewPhotos) => compare::paper;
    GET "/patients/{patient}/measurements/{record}/{file}" Access::Patient(Action::ViewPhotos) => compare::result::file;
    GET "/patients/{patient}/measurements/{record}/{file}/small" Access::Patient(Action::ViewPhotos) => compare::result::small;

    GET "/patients/{patient}/outcome" Access::Patient(Action::ViewOutcome) => outcome::show;
    POST "/patients/{patient}/outcome" Access::Patient(Action::JudgeOutcome) => outcome::judge;

    GET "/patients/{patient}/outlook" Access::Patient(Action::ViewOutcome) => outlook::show;

    GET "/patients/{patient}/mistakes" Access::Patient(Action::ViewOutcome) => mistakes::show;
    POST "/patients/{patient}/mistakes" Access::Patient(Action::ViewOutcome) => mistakes::take_back;
    GET "/patients/{patient}/account" Access::Patient(Action::CreatePatient) => accounts::of_patient::show;
    POST "/patients/{patient}/account" Access::Patient(Action::CreatePatient) => accounts::of_patient::add;
    POST "/patients/{patient}/invitation" Access::Patient(Action::CreatePatient) => invitation::make;
    GET "/patients/{patient}/about" Access::Patient(Action::ViewPlan) => learn::show;
    GET "/patients/{patient}/looks" Access::Patient(Action::ExportPatient) => looks::show;
    GET "/patients/{patient}/export" Access::Patient(Action::ExportPatient) => leaving::export::download;
    GET "/patients/{patient}/erasure" Access::Patient(Action::ExportPatient) => leaving::erasure::show;
    POST "/patients/{patient}/erasure" Access::Patient(Action::AskErasure) => leaving::erasure::ask;
    POST "/patients/{patient}/erasure/withdraw" Access::Patient(Action::AskErasure) => leaving::erasure::withdraw;
    POST "/patients/{patient}/erasure/answer" Access::Patient(Action::DeletePatient) => leaving::erasure::answer;
    GET "/patients/{patient}/delete" Access::Patient(Action::DeletePatient) => leaving::delete::ask;
    POST "/patients/{patient}/delete" Access::Patient(Action::DeletePatient) => leaving::delete::delete;

    GET "/clinic" Access::Clinic(Action::ManageClinic) => clinic::show;
    POST "/clinic" Access::Clinic(Action::ManageClinic) => clinic::change;
    GET "/clinic/protocols" Access::Clinic(Action::ViewProtocol) => clinic::protocols::show;
    POST "/clinic/protocols" Access::Clinic(Action::ChangeProtocol) => clinic::protocols::add;
    GET "/clinic/consents" Access::Clinic(Action::ManageClinic) => clinic::consents::show;
    POST "/clinic/consents" Access::Clinic(Action::ManageClinic) => clinic::consents::change;
    GET "/clinics" Access::SignedIn => clinic::practices::show;
    POST "/clinics" Access::Clinic(Action::ManageClinic) => clinic::practices::add;
    POST "/clinics/switch" Access::SignedIn => clinic::practices::switch;

    GET "/accounts" Access::Clinic(Action::ManageAccounts) => accounts::list;
    GET "/accounts/new" Access::Clinic(Action::ManageAccounts) => accounts::show_new;
    POST "/accounts/new" Access::Clinic(Action::ManageAccounts) => accounts::add;
    GET "/accounts/{account}" Access::Clinic(Action::ManageAccounts) => accounts::show_one;
    POST "/accounts/{account}" Access::Clinic(Action::ManageAccounts) => accounts::change;
    GET "/account" Access::SignedIn => accounts::own::show;
    POST "/account/password" Access::SignedIn => accounts::own::change_password;
    POST "/account/second-step" Access::SignedIn => accounts::own::change_factor;
    POST "/account/sign-out" Access::SignedIn => accounts::own::sign_out;

    GET "/audit" Access::Clinic(Action::ViewAudit) => audit::show;

    GET "/patients/{patient}/rating" Access::Patient(Action::JudgeOutcome) => ratings::assign::show;
    POST "/patients/{patient}/rating" Access::Patient(Action::JudgeOutcome) => ratings::assign::assign;
    GET "/study" Access::Clinic(Action::JudgeOutcome) => ratings::study::show;
    POST "/study" Access::Clinic(Action::JudgeOutcome) => ratings::study::ask;
    GET "/agreement" Access::Clinic(Action::ViewPracticeResults) => ratings::agreement::show;
    GET "/helps" Access::Clinic(Action::ViewPracticeResults) => helps::show;
    GET "/helps/published.svg" Access::Clinic(Action::ViewPracticeResults) => helps::forests;
    GET "/helps/export" Access::Clinic(Action::ExportClinic) => helps::export;
    GET "/repeatability" Access::Clinic(Action::ViewPracticeResults) => repeatability::show;
    POST "/repeatability" Access::Clinic(Action::ManageClinic) => repeatability::decide;
    GET "/ratings" Access::SignedIn => ratings::list;
    GET "/ratings/{task}" Access::SignedIn => ratings::show;
    POST "/ratings/{task}" Access::SignedIn => ratings::rate;
    GET "/ratings/{task}/{which}" Access::SignedIn => ratings::picture;
}

/// The whole server.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let most = match route.path {
            path if TAKE_PHOTOS.contains(&path) => PHOTO_BYTES,
            path if TAKE_SCANS.contains(&path) => SCAN_BYTES,
            path if path.starts_with("/capture/") => PART_BYTES,
            _ => FORM_BYTES,
        };
        let guarded = (route.handler)()
            .route_layer(DefaultBodyLimit::max(most))
            .route_layer(from_fn_with_state((app.clone(), route.access), guard));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(async || Failure::NotFound)
        .layer(from_fn(same_site))
        .layer(from_fn(speak))
        .layer(from_fn(headers::add))
        .with_state(app)
}
