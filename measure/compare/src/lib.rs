//! Which method runs on which inputs, and the types of the comparison contract.
