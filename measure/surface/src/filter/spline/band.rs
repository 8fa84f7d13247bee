//! The equations of a spline through one line of cells.

use super::TOGETHER;
use std::f64::consts::PI;

/// The matrix `1 + β α² DᵀD + (1 − β) α⁴ (D²)ᵀD²` of a line, D being the differences of neighbours. It has five diagonals and is positive definite.
pub(super) struct Band {
    /// The diagonal and the two beside it, from each cell on.
    matrix: Vec<[f64; 3]>,
    /// The same matrix as `L diag(d) Lᵀ`: 1/d, and the two numbers under each one of L's diagonal.
    factor: Vec<[f64; 3]>,
}

impl Band {
    /// For `cells` in a line, of which the nesting index spans `nesting`.
    pub(super) fn new(cells: usize, nesting: f64, tension: f64) -> Self {
        let square = 1.0 / (2.0 * (PI / nesting).sin()).powi(2);
        let mut matrix = vec![[1.0, 0.0, 0.0]; cells];
        add(&mut matrix, &[-1.0, 1.0], tension * square);
        add(&mut matrix, &[1.0, -2.0, 1.0], (1.0 - tension) * square * square);
        let factor = factor(&matrix);
        Self { matrix, factor }
    }

    /// Puts the solution in the place of the right side, of lines side by side.
    pub(super) fn solve(&self, lines: &mut [[f64; TOGETHER]]) {
        let none = [0.0; TOGETHER];
        let (mut last, mut before) = (none, none);
        let mut under = [[0.0; 2]; 2];
        for (here, [_, first, second]) in lines.iter_mut().zip(&self.factor) {
            for i in 0..TOGETHER {
                here[i] -= under[0][0] * last[i] + under[1][1] * before[i];
            }
            under = [[*first, *second], under[0]];
            (before, last) = (last, *here);
        }
        (last, before) = (none, none);
        for (here, [inverse, first, second]) in lines.iter_mut().zip(&self.factor).rev() {
            for i in 0..TOGETHER {
                here[i] = inverse * here[i] - first * last[i] - second * before[i];
            }
            (before, last) = (last, *here);
        }
    }

    /// Puts the product with the matrix in the place of lines side by side.
    pub(super) fn multiply(&self, lines: &mut [[f64; TOGETHER]]) {
        let none = [0.0; TOGETHER];
        let count = lines.len();
        let (mut last, mut before) = (none, none);
        for at in 0..count {
            let here = lines[at];
            let [middle, first, second] = self.matrix[at];
            let up = |by: usize| at.checked_sub(by).map_or(0.0, |up| self.matrix[up][by]);
            let (up_first, up_second) = (up(1), up(2));
            let next = lines.get(at + 1).copied().unwrap_or(none);
            let after = lines.get(at + 2).copied().unwrap_or(none);
            for i in 0..TOGETHER {
                let above = up_first * last[i] + up_second * before[i];
                lines[at][i] = above + middle * here[i] + first * next[i] + second * after[i];
            }
            (before, last) = (last, here);
        }
    }
}

/// Add `weight · DᵀD`, of which each row of D holds `difference`.
fn add(matrix: &mut [[f64; 3]], difference: &[f64], weight: f64) {
    for from in 0..matrix.len().saturating_sub(difference.len() - 1) {
        for (i, a) in difference.iter().enumerate() {
            for (j, b) in difference[i..].iter().enumerate() {
                matrix[from + i][j] += weight * a * b;
            }
        }
    }
}

/// Cholesky's decomposition without roots.
fn factor(matrix: &[[f64; 3]]) -> Vec<[f64; 3]> {
    let mut factor: Vec<[f64; 3]> = Vec::with_capacity(matrix.len());
    // Diagonals and columns of L of the two cells before.
    let (mut last, mut before) = ([1.0, 0.0, 0.0], [1.0, 0.0, 0.0]);
    for [middle, first, second] in matrix {
        let diagonal = middle - last[0] * last[1] * last[1] - before[0] * before[2] * before[2];
        let here = [
            diagonal,
            (first - last[0] * last[1] * last[2]) / diagonal,
            second / diagonal,
        ];
        factor.push([1.0 / diagonal, here[1], here[2]]);
        (before, last) = (last, here);
    }
    factor
}
