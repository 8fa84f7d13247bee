//! Triangles in space.

/// A triangle mesh in millimetres, in the file's own axes.
///
/// Every vertex is finite and every corner names a vertex. Triangles may touch themselves, lie twice or have no area;
/// vertices may belong to none.
#[derive(Debug, Clone, PartialEq)]
pub struct Mesh {
    /// Positions in mm.
    pub vertices_mm: Vec<[f64; 3]>,
    /// The three corners of each triangle as indices of `vertices_mm`.
    pub triangles: Vec<[u32; 3]>,
    /// One colour for each vertex, red, green and blue as code values of sRGB, when the file has them.
    pub colours: Option<Vec<[u8; 3]>>,
    /// Where the corners of each triangle lie in the texture, u to the right and v up from its lower left corner, both
    /// 0 to 1; of OBJ only.
    pub corner_uv: Option<Vec<[[f32; 2]; 3]>>,
    /// The names of files beside this one that say how the mesh looks: MTL libraries of OBJ (see
    /// [`texture_files`](crate::texture_files)), textures of PLY. Nothing here opens them.
    pub appearance_files: Vec<String>,
}
