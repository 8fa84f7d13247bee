//! Form: levelling and polynomials, by least squares and robustly.
