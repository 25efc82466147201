"""Bundles of arrays by reference: what a kernel hands on to another is one address, not hundreds of numbers.

Numba passes a named tuple of arrays by value: for each array its address, its shape, its strides and more, in every
call, and LLVM has to optimise all that. A `Reference` is the address of the bundle instead, and a field is loaded where
it is used.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import extending
from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate

from scheduler.search.facts import COLUMNS

_intrinsic: Any = extending.intrinsic


class Reference(types.Type):
    """Numba's type of the address of a named tuple of arrays."""

    def __init__(self, bundle: Any) -> None:
        self.bundle = bundle
        super().__init__(f"Reference({bundle.name})")


@extending.register_model(Reference)
class Address(extending.models.PrimitiveModel):
    """A reference is a pointer to the struct that numba makes of the named tuple."""

    def __init__(self, manager: Any, reference: Reference) -> None:
        super().__init__(manager, reference, manager.lookup(reference.bundle).get_value_type().as_pointer())


@extending.infer_getattr
class Fields(AttributeTemplate):
    """A reference has the fields of its bundle."""

    key = Reference

    def generic_resolve(self, reference: Reference, name: str) -> Any:  # type: ignore[override]
        """Return the type of a field, or None if there is no such."""
        names = reference.bundle.fields
        return reference.bundle[names.index(name)] if name in names else None


@extending.lower_getattr_generic(Reference)
def field(context: Any, builder: Any, reference: Reference, address: Any, name: str) -> Any:
    """Load an array's descriptor; the number of its columns, where it is fixed, as the constant that it is."""
    at = reference.bundle.fields.index(name)
    array = _load(builder, cgutils.gep_inbounds(builder, address, 0, at))
    if name in COLUMNS:
        kind = reference.bundle[at]
        shape = context.data_model_manager[kind].get_field_position("shape")
        array = builder.insert_value(array, ir.Constant(ir.IntType(64), COLUMNS[name]), [shape, kind.ndim - 1])
    return array


def _load(builder: Any, address: Any) -> Any:
    """Load a value number by number, so that those which nobody needs drop out.

    Nothing writes to a bundle after `refer`: said to LLVM, it loads a number once and not anew after every write to
    an array.
    """
    kind = address.type.pointee
    if not isinstance(kind, ir.Aggregate):
        value = builder.load(address)
        value.set_metadata("invariant.load", builder.module.add_metadata([]))
        return value
    whole = ir.Constant(kind, ir.Undefined)
    for k in range(len(kind)):
        whole = builder.insert_value(whole, _load(builder, cgutils.gep_inbounds(builder, address, 0, k)), k)
    return whole


@_intrinsic
def refer(_context: Any, bundle: Any) -> Any:
    """Return the reference to a bundle that lives as long as the calling kernel."""

    def put(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        address = cgutils.alloca_once_value(builder, arguments[0])
        # LLVM must not see that this is the memory written just now: it could load before it writes.
        hide = ir.FunctionType(address.type, [address.type])
        return builder.asm(hide, "", "=r,0,~{memory}", [address], side_effect=True)

    return Reference(bundle)(bundle), put
