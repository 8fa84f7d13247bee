"""Seeds for the readers of scans that the scans in measure/formats/tests/data do not cover: hostile headers, odd codings.

    python make_scans.py

Needs nothing but Python; our own numbers, licence as the project.
"""

import base64
import io
import pathlib
import struct
import zipfile
import zlib

OUT = pathlib.Path(__file__).parent


def keep(name, data):
    path = OUT / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def npy(header, data=b"", version=1):
    size = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + size + header.encode() + data


def tags(**values):
    pairs = {"Version": 1, "TagCount": len(values), **values}
    return b"AliconaImaging\0\r\n" + b"".join(
        key.encode().ljust(20, b"\0") + str(value).encode().ljust(30, b"\0") + b"\r\n" for key, value in pairs.items())


def sdf(shape, data_type, data):
    return b"bISO-1.0" + b" " * 34 + struct.pack("<2H4d3B", *shape, 1e-5, 1e-5, 1e-6, -1, 0, data_type, 0) + data


def sur(code, shape, bits, data):
    header = bytearray(512)
    header[:12] = code
    struct.pack_into("<hhhh", header, 12, 0, 1, 1, 2)
    struct.pack_into("<h", header, 86, 1)
    struct.pack_into("<hiiiii3f", header, 98, bits, -5, 5, *shape, 6, 1, 1, 1)
    for axis in range(3):
        header[180 + 16 * axis : 182 + 16 * axis] = b"mm"
    return bytes(header) + data


def plu(rows, columns, data):
    return bytes(404) + struct.pack("<2f", 1, 1) + bytes(16) + struct.pack("<I", 3) + bytes(57) + b"\1" + bytes(10) + struct.pack("<2I", rows, columns) + data


def x3p(xml, **members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"main.xml": xml, **members}.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def axis(name, kind, data="D"):
    return f"<{name}><AxisType>{kind}</AxisType><DataType>{data}</DataType><Increment>1e-5</Increment></{name}>"


def main(axes, record3, feature="SUR"):
    return f"<a><Record1><FeatureType>{feature}</FeatureType><Axes>{axes}</Axes></Record1><Record3>{record3}</Record3></a>"


keep("npy/huge.npy", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000, 4000000000), }"))
keep("npy/long_header.npy", b"\x93NUMPY\2\0\xff\xff\xff\xff")
keep("npy/fortran.npy", npy("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }", bytes(range(12)), 2))
keep("al3d/huge.al3d", tags(Cols=4000000000, Rows=9, PixelSizeXMeter=1e-6, PixelSizeYMeter=1e-6, DepthImageOffset=2**64 - 1))
keep("al3d/tiny.al3d", tags(Cols=1, Rows=1, PixelSizeXMeter=1e-6, PixelSizeYMeter=1e-6, DepthImageOffset=0))
keep("gsf/huge.gsf", b"Gwyddion Simple Field 1.0\nXRes = 99999999\nYRes = 99999999\nXReal = 1\nYReal = 1\n\0\0\0\0")
keep("sdf/huge.sdf", sdf((60000, 60000), 7, b""))
for data_type, size in enumerate([1, 2, 4, 4, 1, 2, 4, 8]):
    keep(f"sdf/type_{data_type}.sdf", sdf((2, 2), data_type, b"\xff" * size + bytes(3 * size)))
keep("sdf/forerunner.sdf", "aBCR-1.0\nNumPoints=2\nNumProfiles=1\nXscale=1e-5\nYscale=1e-5\nZscale=1e-6\nDataType=7\n*\n1 BAD\n*")
keep("sur/huge.sur", sur(b"DIGITAL SURF", (2**31 - 1, 2**31 - 1), 32, b""))
bomb = zlib.compress(bytes(1 << 20), 9)
keep("sur/bomb.sur", sur(b"DSCOMPRESSED", (3, 2), 16, struct.pack("<3I", 1, 1 << 20, len(bomb)) + bomb))
keep("plu/huge.plu", plu(2**32 - 1, 2**32 - 1, b""))
keep("plu/small.plu", plu(2, 2, struct.pack("<4f", 1, 2, 3, 1000001)))
step, height = axis("CX", "I") + axis("CY", "I"), axis("CZ", "A", "I")
shape = "<MatrixDimension><SizeX>2</SizeX><SizeY>2</SizeY><SizeZ>1</SizeZ></MatrixDimension>"
link = "<DataLink><PointDataLink>d</PointDataLink><ValidPointsLink>v</ValidPointsLink></DataLink>"
keep("x3p/valid_bits.x3p", x3p(main(step + height, shape + link), d=bytes(range(8)), v=b"\x0d"))
keep("x3p/bomb.x3p", x3p(main(step + height, shape + link), d=bytes(1 << 20), v=b"\x0d"))
keep("x3p/huge.x3p", x3p(main(step + height, shape.replace(">2<", ">99999999999<") + link)))
keep("x3p/deep.x3p", x3p("<a>" * 50_000))
points = "".join(f"<Datum>{i % 2}e-5;{i // 2}e-5;{i}e-6</Datum>" for i in range(4)) + "<Datum/>"
cloud = "<ListDimension>5</ListDimension><DataList>" + points + "</DataList>"
keep("x3p/cloud.x3p", x3p(main("".join(axis(n, "A") for n in ("CX", "CY", "CZ")), cloud, "PCL")))
keep("xyz/decimal_comma.csv", "x;y;z\n0,0;0;1,5\n0,1;0;***\n0;0,1;2\n")
keep("xyz/line.xyz", "".join(f"{i} {i} 0\n" for i in range(20)))
keep("obj/relative.obj", "mtllib a.mtl\nv 0 0 0 1 0 0\nv 1 0 0 0 1 0\nv 0 1 0 0 0 1\nvt 0 0\nf -3/1 -2/-1 -1/1/1\nf 1 2 3 1\n")
keep("stl/huge.stl", bytes(80) + b"\xff\xff\xff\xff")
keep("stl/solid_binary.stl", b"solid".ljust(80) + struct.pack("<I12fH", 1, *range(12), 0))
keep("stl/text.stl", "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid a")
keep("ply/huge.ply", "ply\nformat binary_little_endian 1.0\nelement vertex 18446744073709551615\nend_header\n")
keep("ply/list.ply", b"ply\nformat binary_big_endian 1.0\nelement face 1\nproperty list uint double vertex_index\nend_header\n\x7f\x7f\x7f\x7f")
keep("ply/faces_first.ply", "ply\nformat ascii 1.0\nelement face 1\nproperty list uchar int vertex_index\nelement edge 1\nproperty int a\n"
     "element vertex 3\nproperty double x\nproperty double y\nproperty double z\nend_header\n3 0 1 2\n5\n0 0 0\n1 0 0\n0 1 0\n")
buffer = base64.b64encode(struct.pack("<9f3B", *[0, 0, 0, 1, 0, 0, 0, 1, 0], 0, 1, 2)).decode()
gltf = ('{"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0,"scale":[1,-1,1]}],"meshes":[{"primitives":[{"attributes":'
        '{"POSITION":0},"indices":1}]}],"accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3"},{"bufferView":1,'
        '"componentType":5121,"count":3,"type":"SCALAR"}],"bufferViews":[{"buffer":0,"byteLength":36},{"buffer":0,"byteOffset":36,'
        '"byteLength":3}],"buffers":[{"byteLength":39,"uri":"data:;base64,' + buffer + '"}]}')
keep("gltf/text.gltf", gltf)
keep("gltf/huge.gltf", gltf.replace('"count":3', '"count":18446744073709551615'))
keep("gltf/elsewhere.gltf", gltf.replace("data:;base64," + buffer, "face.bin"))


def png(color, data):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">2I5B", 2, 1, 16, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


keep("png/grey_alpha.png", png(4, b"\0" + bytes(range(8))))
# One strip of float32 with the value that was not measured, and a size beyond what is there.
entry = lambda tag, kind, count, value: struct.pack("<2HII", tag, kind, count, value)
entries = [entry(256, 4, 1, 2), entry(257, 4, 1, 1), entry(258, 3, 1, 32), entry(259, 3, 1, 1), entry(262, 3, 1, 1), entry(273, 4, 1, 8),
           entry(277, 3, 1, 1), entry(278, 4, 1, 1), entry(279, 4, 1, 8), entry(339, 3, 1, 3), entry(42113, 2, 3, 0x302D)]
ifd = struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4)
keep("tiff/nodata.tif", b"II*\0" + struct.pack("<I2f", 16, 1, 0) + ifd)
keep("tiff/huge.tif", (b"II*\0" + struct.pack("<I2f", 16, 1, 0) + ifd).replace(entry(256, 4, 1, 2), entry(256, 4, 1, 2**32 - 1)))
keep("any_scan/numbers.txt", "0 0 1\n1 0 2\n0 1 3\n1 1 4\n")
