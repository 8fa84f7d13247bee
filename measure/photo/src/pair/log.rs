//! Pictures as logarithms of linear light: there light multiplies into sums, and pigments add.

use rayon::prelude::*;
use relief_grid::Raster;

/// Linear light below which a logarithm would only amplify noise: 0.2 % of white.
const DARKEST: f32 = 0.002;

/// The natural logarithms of red, green and blue, each as its own plane.
#[derive(Debug, Clone)]
pub struct LogPlanes {
    /// ln red: pigment and relief, hardly blood.
    pub red: Raster<f32>,
    /// ln green: where blood absorbs most.
    pub green: Raster<f32>,
    /// ln blue: where melanin absorbs most.
    pub blue: Raster<f32>,
}

impl LogPlanes {
    /// The logarithms of a picture in linear light. Darker than 0.2 % of white counts as 0.2 %.
    pub fn of(linear: &Raster<[f32; 3]>) -> Self {
        let plane = |c: usize| linear.map(move |rgb| rgb[c].max(DARKEST).ln());
        let (red, (green, blue)) = rayon::join(|| plane(0), || rayon::join(|| plane(1), || plane(2)));
        Self { red, green, blue }
    }

    /// `f` of ln red, green and blue in each cell: signals for one filter, side by side.
    pub fn channels(&self, f: impl Fn(f32, f32, f32) -> [f32; 3] + Sync) -> Raster<[f32; 3]> {
        Raster::from_fn(self.red.width(), self.red.height(), |x, y| {
            f(self.red[(x, y)], self.green[(x, y)], self.blue[(x, y)])
        })
    }

    /// The mean of two pictures of the same skin, cell by cell.
    pub fn mean(a: &Self, b: &Self) -> Self {
        let half = |a: &Raster<f32>, b: &Raster<f32>| combine(a, b, |a, b| 0.5 * (a + b));
        Self {
            red: half(&a.red, &b.red),
            green: half(&a.green, &b.green),
            blue: half(&a.blue, &b.blue),
        }
    }
}

/// `f` of the cells of two rasters of one shape.
pub fn combine<T: Send>(
    a: &Raster<f32>,
    b: &Raster<f32>,
    f: impl Fn(f32, f32) -> T + Sync + Send,
) -> Raster<T> {
    let data = a
        .data()
        .par_iter()
        .zip(b.data())
        .map(|(&a, &b)| f(a, b))
        .collect();
    #[expect(clippy::expect_used, reason = "one value for each cell of `a`")]
    Raster::from_vec(a.width(), a.height(), data).expect("shape")
}
