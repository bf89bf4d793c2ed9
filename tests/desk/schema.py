"""Whether a value has the shape that an OpenAPI document promises. No more of JSON Schema than
FastAPI writes; an unknown word is a failure, so that nothing passes unread."""

from typing import Any

KINDS = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
    "boolean": bool, "null": type(None),
}  # fmt: skip
IGNORED = {"title", "description", "default", "oneOf"}
CHECKED = {
    "$ref", "anyOf", "type", "enum", "const", "properties", "required", "items",
    "additionalProperties", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems",
}  # fmt: skip


def faults(document: dict[str, Any], schema: Any, value: Any, at: str = "") -> list[str]:
    """What is wrong with the value, each with its place; a key nobody promised is wrong too."""
    if unknown := set(schema) - IGNORED - CHECKED:
        return [f"{at}: the schema says {sorted(unknown)}, which this check cannot read"]
    if "$ref" in schema:
        return faults(document, resolved(document, schema["$ref"]), value, at)
    if "anyOf" in schema:
        branches = [faults(document, branch, value, at) for branch in schema["anyOf"]]
        return [] if [] in branches else branches[0]
    kind = schema.get("type")
    if kind and not _is(kind, value):
        return [f"{at}: {value!r} is no {kind}"]
    allowed = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if allowed is not None and value not in allowed:
        return [f"{at}: {value!r} is none of {allowed}"]
    if isinstance(value, list):
        return [
            fault
            for place, item in enumerate(value)
            for fault in faults(document, schema["items"], item, f"{at}[{place}]")
        ]
    return _object_faults(document, schema, value, at) if isinstance(value, dict) else []


def _is(kind: str, value: Any) -> bool:
    """Python takes True for a number; JSON does not."""
    return isinstance(value, KINDS[kind]) and (kind == "boolean") == isinstance(value, bool)


def _object_faults(document, schema, value, at) -> list[str]:
    properties, more = schema.get("properties", {}), schema.get("additionalProperties", False)
    missing = [
        f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value
    ]
    found = []
    for name, item in value.items():
        promised = properties.get(name, more)
        if promised is False:
            found.append(f"{at}: nobody promised {name}")
        elif promised is not True:
            found += faults(document, promised, item, f"{at}.{name}")
    return missing + found


def resolved(document: dict[str, Any], ref: str) -> Any:
    """What a $ref stands for."""
    node: Any = document
    for name in ref.removeprefix("#/").split("/"):
        node = node[name]
    return node


def refs(node: Any) -> list[str]:
    """Every $ref of a document."""
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [ref for child in node.values() for ref in refs(child)]
    return [ref for child in node for ref in refs(child)] if isinstance(node, list) else []
