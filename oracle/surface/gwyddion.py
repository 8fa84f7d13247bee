"""Gwyddion 2.62 from outside: fields go into its library, numbers come out.

    apt-get install libgwyddion2-0

GPL: this file only calls it, nothing of it is in Relief.
"""

import ctypes

import numpy as np

ctypes.CDLL("libgwyddion2.so.0", ctypes.RTLD_GLOBAL)
library = ctypes.CDLL("libgwyprocess2.so.0")
library.gwy_process_type_init()


def call(name, result, *arguments):
    """Calls a function; fields are pointers, the rest numbers."""
    function = getattr(library, name)
    kinds = {int: ctypes.c_int, float: ctypes.c_double}
    function.restype = result
    function.argtypes = [kinds.get(type(argument), ctypes.c_void_p) for argument in arguments]
    return function(*arguments)


def field(heights, step):
    height, width = heights.shape
    new = call("gwy_data_field_new", ctypes.c_void_p, width, height, width * step, height * step, 1)
    values(new, heights.shape)[:] = heights
    return ctypes.c_void_p(new)


def values(pointer, shape):
    data = call("gwy_data_field_get_data", ctypes.POINTER(ctypes.c_double), ctypes.c_void_p(getattr(pointer, "value", pointer)))
    return np.ctypeslib.as_array(data, shape)


def parameters(heights, step):
    """Height and hybrid parameters. Gwyddion's kurtosis is the excess over 3."""
    own = field(heights, step)
    average, sa, sq, skew, kurtosis = (ctypes.c_double() for _ in range(5))
    pointers = [ctypes.cast(ctypes.pointer(value), ctypes.c_void_p) for value in (average, sa, sq, skew, kurtosis)]
    call("gwy_data_field_get_stats", None, own, *pointers)
    least = call("gwy_data_field_get_min", ctypes.c_double, own)
    most = call("gwy_data_field_get_max", ctypes.c_double, own)
    area = call("gwy_data_field_get_surface_area", ctypes.c_double, own)
    return {
        "Sa": sa.value,
        "Sq": sq.value,
        "Ssk": skew.value,
        "Sku": kurtosis.value + 3,
        "Sp": most - average.value,
        "Sv": average.value - least,
        "Sz": most - least,
        "Sdq": call("gwy_data_field_get_surface_slope", ctypes.c_double, own),
        "Sdr": 100 * (area / (heights.size * step * step) - 1),
    }


def gaussian(heights, step, sigma):
    """Gwyddion's Gaussian of a standard deviation in cells."""
    own = field(heights, step)
    call("gwy_data_field_filter_gaussian", None, own, float(sigma))
    return values(own, heights.shape).copy()
