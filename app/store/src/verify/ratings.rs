//! What raters were asked: each as Relief wrote it.

use super::Report;
use crate::database::Transaction;
use crate::error::Error;
use crate::ratings::{RatingRow, read_rating, select_ratings};
use crate::store::Store;

impl Store {
    pub(super) async fn verify_ratings(
        &self,
        transaction: &mut Transaction,
        report: &mut Report,
    ) -> Result<(), Error> {
        let select = select_ratings!("ORDER BY id");
        transaction
            .each("checking ratings", select, |row: RatingRow| {
                if let Err(error) = read_rating(&self.parts.master, &row) {
                    report.wrong("rating", &row.0, error);
                }
                Ok(())
            })
            .await
    }
}
