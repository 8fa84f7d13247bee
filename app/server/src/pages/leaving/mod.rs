//! What a patient may ask for about the record as a whole: a copy of everything, and that it is deleted.

pub mod delete;
pub mod erasure;
pub mod export;
